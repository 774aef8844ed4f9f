// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>One graph of a model: operators in execution order over numbered tensors.</summary>
/// <param name="Inputs">Tensor numbers of the graph's inputs.</param>
/// <param name="Outputs">Tensor numbers of the graph's outputs.</param>
public sealed record TfLiteSubgraph(
    string Name, ImmutableArray<TfLiteTensor> Tensors, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs,
    ImmutableArray<TfLiteOperator> Operators);
