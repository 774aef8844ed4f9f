// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Goldens;

public sealed class Rv32GoldenTests() : GoldenTests("rv32");
