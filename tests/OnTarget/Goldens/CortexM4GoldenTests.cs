// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Goldens;

public sealed class CortexM4GoldenTests() : GoldenTests("cortex-m4");
