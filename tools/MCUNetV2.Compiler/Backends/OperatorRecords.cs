// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;

namespace MCUNetV2.Compiler.Backends;

/// <summary>Makes <c>mcunet_operator</c> records from graph operators.</summary>
internal static class OperatorRecords
{
    /// <summary>The record of an operator before anything is placed.</summary>
    /// <exception cref="OverflowException">A field does not fit the format.</exception>
    public static OperatorRecord Of(Operator op, Target layout, bool accumulates, bool inPlace) => checked(new OperatorRecord
    {
        Kind = (byte)op.Kind,
        Layout = (byte)layout,
        Flags = (byte)((accumulates ? OperatorFlags.Accumulate : 0) | (inPlace && IsChannelwise(op) ? OperatorFlags.InPlace : 0)),
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

    /// <summary>Only these kernels go about it differently in place; the others need not know.</summary>
    private static bool IsChannelwise(Operator op) => OperatorClasses.Of(op).Overwrites(op, 0) == Overwriting.Channelwise;
}
