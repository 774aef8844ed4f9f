// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>The graph of an ONNX file: nodes in execution order over named values.</summary>
/// <param name="Opset">Version of the operators' definitions (of the domain ai.onnx).</param>
/// <param name="Constants">Initialisers by name.</param>
/// <param name="Inputs">Graph inputs that are no initialisers.</param>
/// <param name="Outputs">Names of the graph's outputs.</param>
public sealed record OnnxModel(
    string Name, int Opset, ImmutableArray<OnnxNode> Nodes, ImmutableDictionary<string, OnnxTensor> Constants, ImmutableArray<OnnxInput> Inputs,
    ImmutableArray<string> Outputs);

/// <summary>A graph input; a size of 0 is not known.</summary>
/// <param name="IsFloat">Whether its elements are float32.</param>
public sealed record OnnxInput(string Name, ImmutableArray<long> Shape, bool IsFloat = true);

/// <summary>A constant.</summary>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Floats">The elements of a constant of a floating-point type; empty otherwise.</param>
/// <param name="Integers">The elements of a constant of an integer type, or of booleans; empty otherwise.</param>
public sealed record OnnxTensor(ImmutableArray<int> Shape, ImmutableArray<float> Floats, ImmutableArray<long> Integers)
{
    /// <summary>The elements' type in the file.</summary>
    public OnnxType Type { get; init; } = OnnxType.Float;

    /// <summary>The integers behind the floats, when the constant was quantised in the file.</summary>
    public OnnxQuantized? Quantized { get; init; }

    /// <summary>Elements.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>Integers that stand for real numbers: scale x (integer - zero point).</summary>
/// <param name="Values">The integers.</param>
/// <param name="Scales">One, or one for each index along <paramref name="Axis"/>.</param>
/// <param name="ZeroPoints">As many as scales.</param>
/// <param name="Axis">The dimension that scales belong to.</param>
public sealed record OnnxQuantized(ImmutableArray<long> Values, ImmutableArray<float> Scales, ImmutableArray<long> ZeroPoints, int Axis);

/// <summary>Element types, under the format's numbers.</summary>
public enum OnnxType
{
    Undefined = 0, Float = 1, UInt8 = 2, Int8 = 3, UInt16 = 4, Int16 = 5, Int32 = 6, Int64 = 7, String = 8, Bool = 9, Float16 = 10, Double = 11,
    UInt32 = 12, UInt64 = 13, Complex64 = 14, Complex128 = 15, BFloat16 = 16,
}
