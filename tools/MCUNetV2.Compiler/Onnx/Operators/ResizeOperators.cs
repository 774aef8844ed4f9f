// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Resize and Upsample, as whichever of TFLite's samplings takes the same places.</summary>
internal static class ResizeOperators
{
    // Places closer than this are one: single precision leaves less than a thousandth of a pixel.
    private const float Tolerance = 1e-3f;

    private static readonly (bool AlignCorners, bool HalfPixelCenters)[] Samplings = [(false, false), (false, true), (true, false)];

    public static OnnxActivation Resize(OnnxContext context)
    {
        OnnxActivation value = context.Image(0);
        OnnxNode node = context.Node;
        float[] scales = Scales(context, value);
        ImmutableArray<int> shape = context.Checked(Shape(context, value, scales));
        if (shape[0] != 1 || shape[1] != value.Shape[1])
        {
            throw node.Refuse($"resizes {string.Join('x', value.Shape)} to {string.Join('x', shape)}; only rows and columns are possible");
        }

        string mode = node.Text("mode", "nearest");
        if (mode is not ("nearest" or "linear" or "bilinear"))
        {
            throw node.Refuse($"resizes in mode {TfLite.OneLine.Of(mode)}; nearest and linear are possible");
        }

        foreach ((bool alignCorners, bool halfPixelCenters) in Samplings)
        {
            FloatResize resize = new([value.Tensor], 0, mode != "nearest", alignCorners, halfPixelCenters);
            bool same = Enumerable.Range(2, 2).All(d => ResizeKernels.Positions(resize, value.Shape[d], shape[d])
                .Zip(Places(context, mode, value.Shape[d], shape[d], scales[d]), (ours, theirs) => Math.Abs(ours - theirs) < Tolerance).All(equal => equal));
            if (same)
            {
                return context.Emit(shape, value.Permutation, number => resize with { Output = number });
            }
        }

        throw node.Refuse(
            $"samples {string.Join('x', value.Shape)} to {string.Join('x', shape)} ({mode}, {TfLite.OneLine.Of(node.Text("coordinate_transformation_mode", "half_pixel"))}) " +
            "where TFLite does not; asymmetric nearest, or half_pixel or align_corners linear, are possible");
    }

    private static float[] Scales(OnnxContext context, OnnxActivation value)
    {
        // Upsample has them second, Resize third, both once in an attribute; Resize may have sizes instead.
        int input = context.Node.Kind == "Upsample" || context.Opset < 11 ? 1 : 2;
        ImmutableArray<float> scales = context.Has(input) ? context.Reals(input) : context.Node.Reals("scales") ?? [];
        if (scales.IsEmpty && context.Has(3))
        {
            ImmutableArray<long> sizes = context.Integers(3);
            return sizes.Length == 4
                ? [.. sizes.Select((size, d) => size / (float)value.Shape[d])]
                : throw context.Node.Refuse($"has {sizes.Length} sizes for 4 dimensions");
        }

        return scales.Length == 4 && scales.All(scale => scale > 0 && float.IsFinite(scale))
            ? [.. scales]
            : throw context.Node.Refuse($"has {scales.Length} scales for 4 dimensions, or some that are not positive");
    }

    private static ImmutableArray<int> Shape(OnnxContext context, OnnxActivation value, float[] scales)
    {
        bool hasSizes = context.Node.Kind == "Resize" && context.Opset >= 11 && context.Has(3);
        return hasSizes
            ? [.. context.Integers(3).Select(size => (int)Math.Clamp(size, 0, int.MaxValue))]
            : [.. value.Shape.Select((size, d) => (int)Math.Min(MathF.Floor(size * scales[d]), int.MaxValue / 2))];
    }

    /// <summary>Where ONNX samples each output row or column: a real place, or the number of the nearest.</summary>
    private static IEnumerable<float> Places(OnnxContext context, string mode, int from, int to, float scale)
    {
        // Before Resize of opset 11 there was only one way.
        OnnxNode node = context.Node;
        bool early = node.Kind == "Upsample" || context.Opset < 11;
        string transformation = node.Text("coordinate_transformation_mode", early ? "asymmetric" : "half_pixel");
        string rounding = node.Text("nearest_mode", early ? "floor" : "round_prefer_floor");
        for (int i = 0; i < to; i++)
        {
            float place = transformation switch
            {
                "asymmetric" => i / scale,
                "align_corners" => to == 1 ? 0 : i * (from - 1f) / (to - 1),
                "pytorch_half_pixel" when to == 1 => 0,
                "half_pixel" or "pytorch_half_pixel" or "half_pixel_symmetric" => ((i + 0.5f) / scale) - 0.5f,
                "tf_half_pixel_for_nn" => (i + 0.5f) / scale,
                var other => throw node.Refuse($"has coordinate_transformation_mode {TfLite.OneLine.Of(other)}"),
            };
            yield return Math.Clamp(mode == "nearest" ? Nearest(node, rounding, place) : place, 0, from - 1);
        }
    }

    private static float Nearest(OnnxNode node, string rounding, float place) => rounding switch
    {
        "floor" => MathF.Floor(place),
        "ceil" => MathF.Ceiling(place),
        "round_prefer_floor" => MathF.Ceiling(place - 0.5f),
        "round_prefer_ceil" => MathF.Floor(place + 0.5f),
        _ => throw node.Refuse($"has nearest_mode {TfLite.OneLine.Of(rounding)}"),
    };
}
