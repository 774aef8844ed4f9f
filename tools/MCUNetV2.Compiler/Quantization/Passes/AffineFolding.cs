// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>
/// A factor and an offset for each channel (batch normalisation, a bias, a scaling by constants) become part of the convolution or fully
/// connected layer before them; two of them that follow each other become one depthwise convolution of 1x1, which rounds once.
/// </summary>
internal static class AffineFolding
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatOperator step in editor.Operators)
        {
            FloatOperator? before = step.Inputs.IsEmpty ? null : editor.ProducerOf(step.Input);
            if (before is null || !editor.HasOneReader(step.Input) || AffineOf(editor, step) is not { } affine)
            {
                continue;
            }

            FloatOperator? folded = before is FloatWeighted { Activation: TfLiteActivation.NONE, Clamp: null, Known: null } weighted
                ? Fold(weighted, affine) with { Output = step.Output }
                : AffineOf(editor, before) is { } first && editor[step.Output].Rank == 4 ? Depthwise(before, step, first.Then(affine)) : null;
            if (folded is not null)
            {
                editor.Remove(step);
                editor.Replace(before, folded with { Output = step.Output });
            }
        }

        return editor.ToGraph();
    }

    private static FloatWeighted Fold(FloatWeighted step, Affine affine)
    {
        bool depthwise = step is FloatConvolution { Depthwise: true };
        int channels = step.Bias.Length;
        int each = step.Weights.Length / channels;
        return step with
        {
            Weights = [.. step.Weights.Select((weight, i) => weight * affine.Factors[depthwise ? i % channels : i / each])],
            Bias = [.. step.Bias.Select((bias, channel) => (bias * affine.Factors[channel]) + affine.Offsets[channel])],
        };
    }

    private static FloatConvolution Depthwise(FloatOperator first, FloatOperator last, Affine affine) => new(
        [first.Input], last.Output, FloatWindow.Square(1, 1), true, affine.Factors, affine.Offsets, TfLiteActivation.NONE);

    /// <summary>What an operator does to each channel, if that is all it does.</summary>
    private static Affine? AffineOf(GraphEditor editor, FloatOperator step)
    {
        int channels = editor[step.Output].Channels;
        switch (step)
        {
            case FloatConvolution { Depthwise: true, Window: { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1 }, Known: null } scale
                when scale is { Activation: TfLiteActivation.NONE, Clamp: null } && scale.Bias.Length == editor[scale.Input].Channels:
                return new Affine(scale.Weights, scale.Bias);
            case FloatBinary { Function: BinaryKind.Add or BinaryKind.Mul, Activation: TfLiteActivation.NONE, Clamp: null } binary
                when editor[binary.Second].IsConstant && editor[binary.Input].Shape.SequenceEqual(editor[binary.Output].Shape):
                ImmutableArray<float> values = editor[binary.Second].Values;
                if (values.Length != 1 && (values.Length != channels || editor[binary.Second].Channels != channels))
                {
                    return null;
                }

                ImmutableArray<float> each = values.Length == 1 ? [.. Enumerable.Repeat(values[0], channels)] : values;
                return binary.Function == BinaryKind.Mul
                    ? new Affine(each, [.. new float[channels]])
                    : new Affine([.. Enumerable.Repeat(1f, channels)], each);
            default:
                return null;
        }
    }

    private sealed record Affine(ImmutableArray<float> Factors, ImmutableArray<float> Offsets)
    {
        public Affine Then(Affine next) => new(
            [.. Factors.Select((factor, channel) => factor * next.Factors[channel])],
            [.. Offsets.Select((offset, channel) => (offset * next.Factors[channel]) + next.Offsets[channel])]);
    }
}
