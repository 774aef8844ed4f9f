// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Goldens;

public sealed class CortexM7GoldenTests() : GoldenTests("cortex-m7");
