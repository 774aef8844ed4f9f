// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>One operator.</summary>
/// <param name="Kind">ONNX's op_type.</param>
/// <param name="Domain">Whose operator it is; empty for ONNX's own.</param>
/// <param name="Inputs">Value names; empty for an optional input that is absent.</param>
/// <param name="Outputs">Value names, at least one.</param>
public sealed record OnnxNode(
    string Name, string Kind, string Domain, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs,
    ImmutableDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>For messages.</summary>
    public string Label => OneLine.Of($"{Kind} {(Name.Length > 0 ? Name : Outputs[0])}");

    /// <summary>An exception that names this node; <paramref name="reason"/> completes "Conv conv1 ".</summary>
    public UnsupportedModelException Refuse(string reason) => new($"{Label} {reason}");

    /// <summary>An integer attribute, or what it is when absent.</summary>
    public long Integer(string name, long missing) => Find(name, OnnxAttributeType.Int)?.Integer ?? missing;

    /// <summary>A real attribute, or what it is when absent.</summary>
    public float Real(string name, float missing) => Find(name, OnnxAttributeType.Float)?.Real ?? missing;

    /// <summary>A text attribute, or what it is when absent.</summary>
    public string Text(string name, string missing) => Find(name, OnnxAttributeType.String)?.Text ?? missing;

    /// <summary>A list of integers; null when absent.</summary>
    public ImmutableArray<long>? Integers(string name) => Find(name, OnnxAttributeType.Ints)?.Integers;

    /// <summary>A list of reals; null when absent.</summary>
    public ImmutableArray<float>? Reals(string name) => Find(name, OnnxAttributeType.Floats)?.Reals;

    /// <summary>A constant; null when absent.</summary>
    public OnnxTensor? Tensor(string name) => Find(name, OnnxAttributeType.Tensor)?.Tensor;

    private OnnxAttribute? Find(string name, OnnxAttributeType type)
    {
        OnnxAttribute? attribute = Attributes.GetValueOrDefault(name);
        // Early files leave the type out.
        return attribute is null || attribute.Type == type || attribute.Type == OnnxAttributeType.Undefined
            ? attribute
            : throw Refuse($"has an attribute {name} of the wrong type ({attribute.Type} instead of {type})");
    }
}

/// <summary>An attribute's value; the field that its type asks for is set.</summary>
public sealed record OnnxAttribute(
    OnnxAttributeType Type, long Integer, float Real, string Text, ImmutableArray<long> Integers, ImmutableArray<float> Reals, OnnxTensor? Tensor);

/// <summary>Types of attributes, under the format's numbers.</summary>
public enum OnnxAttributeType
{
    Undefined = 0, Float = 1, Int = 2, String = 3, Tensor = 4, Graph = 5, Floats = 6, Ints = 7, Strings = 8, Tensors = 9, Graphs = 10,
    SparseTensor = 11, SparseTensors = 12, TypeProto = 13, TypeProtos = 14,
}
