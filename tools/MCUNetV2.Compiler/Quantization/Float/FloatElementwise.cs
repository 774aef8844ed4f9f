// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>Functions of two values.</summary>
public enum BinaryKind
{
    Add, Sub, Mul, Div, Maximum, Minimum, SquaredDifference,

    /// <summary>The first, times the second where it is negative.</summary>
    Prelu,
}

/// <summary>A function of two tensors, element by element; a size of 1, or a missing outer dimension, repeats.</summary>
public sealed record FloatBinary(BinaryKind Function, ImmutableArray<int> Inputs, int Output, TfLiteActivation Activation = TfLiteActivation.NONE)
    : FloatActivated(Inputs, Output, Activation)
{
    public override string Kind => Function == BinaryKind.SquaredDifference ? "SQUARED_DIFFERENCE" : Function.ToString().ToUpperInvariant();

    /// <summary>The second input.</summary>
    public int Second => Inputs[1];
}

/// <summary>Functions of one value.</summary>
public enum UnaryKind
{
    Logistic, Tanh, HardSwish, Elu, Exp, Log, Sqrt, Rsqrt, Abs, Neg, Gelu,

    /// <summary>Times a number where the value is negative.</summary>
    LeakyRelu,
}

/// <summary>A function of each element.</summary>
/// <param name="Alpha">The slope of <see cref="UnaryKind.LeakyRelu"/>.</param>
public sealed record FloatUnary(UnaryKind Function, ImmutableArray<int> Inputs, int Output, float Alpha = 0) : FloatOperator(Inputs, Output)
{
    public override string Kind => Function switch
    {
        UnaryKind.HardSwish => "HARD_SWISH",
        UnaryKind.LeakyRelu => "LEAKY_RELU",
        _ => Function.ToString().ToUpperInvariant(),
    };
}

/// <summary>Each element, no less than <paramref name="Low"/> and no more than <paramref name="High"/>.</summary>
public sealed record FloatClip(ImmutableArray<int> Inputs, int Output, float Low, float High) : FloatOperator(Inputs, Output)
{
    public override string Kind => Activation is TfLiteActivation.NONE ? "QUANTIZE" : Activation.ToString();

    /// <summary>TFLite's activation with these bounds; NONE when it has none.</summary>
    public TfLiteActivation Activation => (Low, High) switch
    {
        (0, 6) => TfLiteActivation.RELU6,
        (0, > 1e30f) => TfLiteActivation.RELU,
        (-1, 1) => TfLiteActivation.RELU_N1_TO_1,
        _ => TfLiteActivation.NONE,
    };
}

/// <summary>The same values in another quantisation.</summary>
public sealed record FloatRequantize(ImmutableArray<int> Inputs, int Output) : FloatOperator(Inputs, Output)
{
    public override string Kind => "QUANTIZE";
}

/// <summary>Softmax over the last dimension.</summary>
public sealed record FloatSoftmax(ImmutableArray<int> Inputs, int Output) : FloatOperator(Inputs, Output)
{
    public override string Kind => "SOFTMAX";
}
