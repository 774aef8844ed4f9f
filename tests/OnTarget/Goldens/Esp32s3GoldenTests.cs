// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Goldens;

public sealed class Esp32s3GoldenTests() : GoldenTests("esp32s3");
