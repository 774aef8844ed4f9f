using System.Collections.Immutable;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Quantization;

/// <summary>Turns ranges into quantisation parameters that TFLite's operators accept.</summary>
public static class ActivationParameters
{
    /// <param name="graph">The float network.</param>
    /// <param name="ranges">One range a tensor.</param>
    /// <param name="input">Parameters of the network's input; null to take its range.</param>
    public static ImmutableArray<AffineParameters> Choose(FloatGraph graph, IReadOnlyList<ValueRange> ranges, AffineParameters? input)
    {
        AffineParameters[] chosen = [.. ranges.Select(AffineParameters.Covering)];
        chosen[graph.Input] = input ?? chosen[graph.Input];
        foreach (FloatOperator step in graph.Operators)
        {
            chosen[step.Output] = step switch
            {
                FloatSoftmax => AffineParameters.Probability,
                // These pass bytes on as they are.
                FloatPad or FloatPool => chosen[step.Inputs[0]],
                FloatConvolution { Activation: var activation } => Clip(ranges[step.Output], activation),
                FloatFullyConnected { Activation: var activation } => Clip(ranges[step.Output], activation),
                FloatAdd { Activation: var activation } => Clip(ranges[step.Output], activation),
                _ => chosen[step.Output],
            };
        }

        return [.. chosen];
    }

    private static AffineParameters Clip(ValueRange range, TfLiteActivation activation)
    {
        (float low, float high) = ActivationBounds.Of(activation);
        return AffineParameters.Covering(new ValueRange(Math.Max(range.Low, low), Math.Min(range.High, high)));
    }
}
