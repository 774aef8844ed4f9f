// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Operators;

/// <summary>How an operator may write its output over an input; native-interop/include/mcunet/kernel.h says what the kernels allow.</summary>
internal enum Overwriting
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>Each value is read before its place is written, and no other place depends on it.</summary>
    Elementwise,

    /// <summary>One channel after another, through a plane of scratch, over regions that no later patch reads again.</summary>
    Channelwise,
}

/// <summary>
/// All that the compiler knows of one kind of operator of the package format. What a class does not say is answered safely: the output needs
/// the whole input, nothing is overwritten, channels stay, values can be anything.
/// </summary>
internal abstract class OperatorClass(OperatorKind kind)
{
    public OperatorKind Kind => kind;

    /// <summary>The output is clamped to the record's activation bounds, so that a RELU after it can join it.</summary>
    public virtual bool HasClamp => false;

    /// <summary>The same bytes in the same order, under another shape.</summary>
    public virtual bool KeepsBytes => false;

    /// <summary>How output pixels depend on those of an input along an axis; the twin of the C class's <c>axis_map</c>.</summary>
    public virtual AxisMap Map(Dependence of) => AxisMap.Whole(of);

    /// <summary>Whether the kernel can sum up its whole (first) input as it arrives, without holding it.</summary>
    public virtual bool CanAccumulate(Node node) => false;

    /// <summary>Whether the output may be written over an input.</summary>
    public virtual Overwriting Overwrites(Operator op, int input) => Overwriting.Never;

    /// <summary>A cheap widening of every pixel, whose output may be worth computing twice rather than keeping.</summary>
    public virtual bool IsExpansion(Node node) => false;

    /// <summary>Multiply-accumulates for one pixel of the output, all channels.</summary>
    public virtual long MacsPerPixel(in MacShape shape) => 0;

    /// <summary>Bounds of each output channel's values, given those of the inputs' channels.</summary>
    public virtual IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs) => Enumerable.Repeat(ChannelRange.Full, node.Output.Channels);

    /// <summary>Says which channels of its inputs and its output are kept or removed together.</summary>
    public virtual void Tie(Node node, ChannelTies ties) => ties.Pin(node);

    /// <summary>The weights of a convolution, whose channels can be removed; null of everything else.</summary>
    public virtual KernelWeights? Weights(Node node) => null;

    /// <summary>One window over the whole input, without padding, to one pixel.</summary>
    protected static bool CoversInput(Node node)
    {
        (Tensor input, Window window) = (node.Input(0), node.Window);
        return window.KernelHeight == input.Height && window.KernelWidth == input.Width && node.Output is { Height: 1, Width: 1 }
            && window is { PadTop: 0, PadLeft: 0, DilationHeight: 1, DilationWidth: 1 } && input.Height * input.Width > 1;
    }
}
