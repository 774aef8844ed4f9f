// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What the operators of a stage read along one axis, in one list: searches go through it hundreds of millions of times.</summary>
/// <param name="Starts">Operator i has the links from <c>Starts[i]</c> to before <c>Starts[i + 1]</c>, one an input.</param>
/// <param name="Inputs">The slot that a link reads.</param>
/// <param name="Maps">How the operator's output depends on it.</param>
internal sealed record AxisLinks(int[] Starts, int[] Inputs, AxisMap[] Maps);
