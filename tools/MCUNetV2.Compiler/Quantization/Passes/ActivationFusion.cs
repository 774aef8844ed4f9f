// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization.Passes;

/// <summary>Clips become part of the operator before them, where nothing else reads what they clip.</summary>
internal static class ActivationFusion
{
    public static FloatGraph Run(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatClip clip in editor.Operators.OfType<FloatClip>())
        {
            FloatOperator? before = editor.ProducerOf(clip.Input);
            if (before is null || !editor.HasOneReader(clip.Input) || editor[clip.Input].Quantization is not null)
            {
                continue;
            }

            // Two clips are one: max(min(x, high), low).
            FloatOperator? fused = before switch
            {
                FloatClip first when Math.Max(first.Low, clip.Low) <= Math.Min(first.High, clip.High) =>
                    first with { Output = clip.Output, Low = Math.Max(first.Low, clip.Low), High = Math.Min(first.High, clip.High) },
                FloatActivated { Activation: TfLiteActivation.NONE, Clamp: null } activated => Fuse(activated, clip),
                FloatActivated { Activation: TfLiteActivation.RELU, Clamp: null } activated when clip.Activation == TfLiteActivation.RELU6 =>
                    activated with { Activation = TfLiteActivation.RELU6, Output = clip.Output },
                _ => null,
            };
            if (fused is not null)
            {
                editor.Remove(clip);
                editor.Replace(before, fused);
            }
        }

        return Explicit(editor.ToGraph());
    }

    private static FloatActivated? Fuse(FloatActivated step, FloatClip clip)
    {
        // A function of maximum or minimum has no activation in TFLite.
        bool takesActivation = step is not FloatBinary { Function: not (BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div) };
        return clip.Activation != TfLiteActivation.NONE
            ? takesActivation ? step with { Activation = clip.Activation, Output = clip.Output } : null
            // Any bounds around zero can be those of the output's range, at which int8 values saturate.
            : clip is { Low: <= 0, High: >= 0 } && QuantizationRules.IsFree(step)
                ? step with { Output = clip.Output, Clamp = new ValueRange(clip.Low, clip.High) }
                : null;
    }

    /// <summary>A clip whose bounds leave zero out, which every range must hold, becomes MAXIMUM and MINIMUM.</summary>
    private static FloatGraph Explicit(FloatGraph graph)
    {
        GraphEditor editor = new(graph);
        foreach (FloatClip clip in editor.Operators.OfType<FloatClip>().Where(clip => clip.Low > 0 || clip.High < 0))
        {
            bool low = clip.Low > 0;
            float bound = low ? clip.Low : clip.High;
            int constant = editor.Add(new FloatTensor($"{editor[clip.Output].Name}/bound", [1]) { Values = [bound] });
            bool other = float.IsFinite(low ? clip.High : clip.Low);
            int bounded = other ? editor.Add(new FloatTensor($"{editor[clip.Output].Name}/clip", editor[clip.Output].Shape)) : clip.Input;
            if (other)
            {
                editor.InsertBefore(clip, clip with { Output = bounded, Low = low ? 0 : clip.Low, High = low ? clip.High : 0 });
            }

            editor.Replace(clip, new FloatBinary(low ? BinaryKind.Maximum : BinaryKind.Minimum, [bounded, constant], clip.Output));
        }

        return editor.ToGraph();
    }
}
