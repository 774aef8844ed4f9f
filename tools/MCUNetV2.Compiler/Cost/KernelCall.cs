// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Cost;

/// <summary>One call of a kernel.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Layout">Of its constants: whose kernel runs.</param>
/// <param name="Accumulates">Sums its whole input up; the spans are of the input.</param>
/// <param name="InPlace">Writes the output over the input.</param>
/// <param name="OutputPitch">Pixels of a row of the window that holds the output.</param>
internal readonly record struct KernelCall(
    Node Node, Target Layout, bool Accumulates, bool InPlace, int OutputPitch, AxisSpan Rows, AxisSpan Columns)
{
    public OperatorKind Kind => Node.Operator.Kind;

    public Window Window => Node.Window;

    public Tensor Input => Node.Input(0);

    public Tensor Output => Node.Output;

    /// <summary>Channels of the output.</summary>
    public int Channels => Output.Channels;

    public int Height => Rows.Size;

    public int Width => Columns.Size;

    public int Pixels => Height * Width;

    /// <summary>Bytes of the output.</summary>
    public int Elements => Pixels * Channels;

    /// <summary>Bytes of a whole window of a convolution.</summary>
    public int WindowBytes => Window.KernelHeight * Window.KernelWidth * Input.Channels;

    /// <summary>Whether the output is limited further than to int8.</summary>
    public bool IsClamped => Node.Operator is not { ActivationMin: sbyte.MinValue, ActivationMax: sbyte.MaxValue };

    /// <summary>Whether every negative sum gives the lowest output.</summary>
    public bool IsRectified => Node.Operator.ActivationMin == Output.ZeroPoint;
}
