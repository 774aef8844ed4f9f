// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>The list of operators: one row a kind of the package format, one row a set of TFLite's operators that are imported alike.</summary>
internal static class OperatorClasses
{
    /// <summary>In the order of their numbers.</summary>
    public static ImmutableArray<OperatorClass> All { get; } =
    [
        new Input(),
        new Conv2D(),
        new DepthwiseConv2D(),
        new Add(),
        new Sub(),
        new Mul(),
        new Lookup(),
        new MaxPool2D(),
        new AveragePool2D(),
        new Mean(),
        new Pad(),
        new ResizeNearest(),
        new Concatenation(),
        new Reshape(),
        new Transpose(),
        new Softmax(),
        new Extremum(OperatorKind.Maximum),
        new Extremum(OperatorKind.Minimum),
        new Prelu(),
        new Div(),
        new SquaredDifference(),
        new ArgMax(),
        new ResizeLinear(),
        new StridedCopy(),
        new TransposeConv(),
        new L2Normalization(),
    ];

    /// <summary>In the order of the alphabet.</summary>
    public static ImmutableArray<SourceOperator> Sources { get; } =
    [
        Abs.Source,
        Add.Source,
        ArgMax.Source,
        AveragePool2D.Source,
        Movement.BroadcastTo,
        Concatenation.Source,
        Conv2D.Source,
        DepthwiseConv2D.Source,
        Movement.DepthToSpace,
        Dequantize.Source,
        Div.Source,
        Extremum.Maximum,
        Extremum.Minimum,
        FullyConnected.Source,
        Gather.Source,
        Gelu.Source,
        HardSwish.Source,
        L2Normalization.Source,
        LeakyRelu.Source,
        Logistic.Source,
        MaxPool2D.Source,
        Mean.Source,
        Mean.Sum,
        MirrorPad.Source,
        Mul.Source,
        Pack.Source,
        Pad.Source,
        Prelu.Source,
        Quantize.Source,
        RealTables.Elu,
        RealTables.Exp,
        RealTables.Log,
        RealTables.Sqrt,
        ReduceMax.Maximum,
        ReduceMax.Minimum,
        Relu.Source,
        Reshape.Source,
        ResizeLinear.Source,
        ResizeNearest.Source,
        Rsqrt.Source,
        Movement.Slice,
        Softmax.Source,
        Movement.SpaceToDepth,
        Movement.Split,
        Movement.SplitV,
        SquaredDifference.Source,
        Movement.StridedSlice,
        Sub.Source,
        Tanh.Source,
        Movement.Tile,
        Transpose.Source,
        TransposeConv.Source,
        Movement.Unpack,
    ];

    private static readonly FrozenDictionary<OperatorKind, OperatorClass> OfKind = All.ToFrozenDictionary(c => c.Kind);

    private static readonly FrozenDictionary<BuiltinOperator, SourceOperator> OfCode =
        Sources.SelectMany(s => s.Codes.Select(code => (code, s))).ToFrozenDictionary(p => p.code, p => p.s);

    public static OperatorClass Of(Operator @operator) => Of(@operator.Kind);

    public static OperatorClass Of(OperatorKind kind) => OfKind[kind];

    /// <summary>How an operator of TFLite is imported; null for one that is not supported.</summary>
    public static SourceOperator? SourceOf(BuiltinOperator code) => OfCode.GetValueOrDefault(code);
}
