// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Networks;

public sealed class CortexM7NetworkTests() : NetworkTests("cortex-m7");
