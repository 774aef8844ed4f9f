using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>The graph of an ONNX file: nodes in execution order over named values.</summary>
/// <param name="Constants">Initialisers by name.</param>
/// <param name="Inputs">Graph inputs that are no initialisers.</param>
/// <param name="Outputs">Names of the graph's outputs.</param>
public sealed record OnnxModel(
    string Name, ImmutableArray<OnnxNode> Nodes, ImmutableDictionary<string, OnnxTensor> Constants, ImmutableArray<OnnxInput> Inputs,
    ImmutableArray<string> Outputs);

/// <summary>One operator.</summary>
/// <param name="Kind">ONNX's op_type.</param>
/// <param name="Inputs">Value names; empty for an optional input that is absent.</param>
/// <param name="Outputs">Value names.</param>
public sealed record OnnxNode(
    string Name, string Kind, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>For messages.</summary>
    public string Label => Name.Length > 0 ? $"{Kind} {Name}" : $"{Kind} {Outputs[0]}";
}

/// <summary>An attribute's value; the field that its type asks for is set.</summary>
public sealed record OnnxAttribute(long Integer, float Real, string Text, ImmutableArray<long> Integers, OnnxTensor? Tensor);

/// <summary>A constant: float or int64 values, whichever its type is.</summary>
public sealed record OnnxTensor(ImmutableArray<long> Shape, ImmutableArray<float> Floats, ImmutableArray<long> Integers);

/// <summary>A graph input; a size of 0 is not known.</summary>
public sealed record OnnxInput(string Name, ImmutableArray<long> Shape);
