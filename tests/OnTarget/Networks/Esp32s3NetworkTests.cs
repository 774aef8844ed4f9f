// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Networks;

public sealed class Esp32s3NetworkTests() : NetworkTests("esp32s3");
