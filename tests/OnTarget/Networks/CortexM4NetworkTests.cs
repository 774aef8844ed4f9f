// SPDX-License-Identifier: MIT
namespace MCUNetV2.OnTarget.Tests.Networks;

public sealed class CortexM4NetworkTests() : NetworkTests("cortex-m4");
