// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Networks;

public sealed class Rv32NetworkTests() : NetworkTests("rv32");
