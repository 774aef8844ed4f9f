// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite;

/// <summary>A .tflite file: schema version 3, identifier TFL3. The first subgraph is the model; others serve control flow.</summary>
public sealed record TfLiteModel(string Description, ImmutableArray<TfLiteSubgraph> Subgraphs)
{
    /// <summary>The subgraph that inference runs.</summary>
    public TfLiteSubgraph Main => Subgraphs[0];
}
