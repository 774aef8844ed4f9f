using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Makes <c>mcunet_operator</c> records from graph operators.</summary>
internal static class OperatorRecords
{
    public const byte AccumulateFlag = 1;
    public const byte InPlaceFlag = 2;

    /// <summary>The record of an operator before anything is placed.</summary>
    /// <exception cref="OverflowException">A field does not fit the format.</exception>
    public static OperatorRecord Of(Operator op, Target layout, bool accumulates, bool inPlace) => checked(new OperatorRecord
    {
        Kind = (byte)op.Kind,
        Layout = (byte)layout,
        Flags = (byte)((accumulates ? AccumulateFlag : 0) | (inPlace && op.Kind == OperatorKind.DepthwiseConv2D ? InPlaceFlag : 0)),
        InputCount = (byte)op.Inputs.Length,
        KernelHeight = (ushort)op.Window.KernelHeight,
        KernelWidth = (ushort)op.Window.KernelWidth,
        StrideHeight = (byte)op.Window.StrideHeight,
        StrideWidth = (byte)op.Window.StrideWidth,
        DilationHeight = (byte)op.Window.DilationHeight,
        DilationWidth = (byte)op.Window.DilationWidth,
        PadTop = (short)op.Window.PadTop,
        PadLeft = (short)op.Window.PadLeft,
        ActivationMin = (sbyte)op.ActivationMin,
        ActivationMax = (sbyte)op.ActivationMax,
        Parameter = (ushort)op.Parameter,
    });
}
