// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Quantization;

/// <summary>Holds an int8 network against its float original on pictures that did not calibrate it.</summary>
internal static class Int8Check
{
    /// <param name="quantized">The int8 network.</param>
    /// <param name="network">The float one.</param>
    /// <param name="samples">Pictures in the float network's own units.</param>
    public static CheckReport Of(QuantizedModel quantized, FloatNetwork network, IEnumerable<Sample> samples)
    {
        FloatGraph graph = network.Graph;
        using HostEngine? engine = Open(quantized.Model);
        Func<float[], float[][]> int8 = engine is null ? Simulated(quantized, graph) : picture => InEngine(engine, quantized.Model.Main, picture);
        SignalToNoise[] ratios = [.. graph.Outputs.Select(_ => new SignalToNoise())];
        int[] same = new int[graph.Outputs.Length];
        int scores = ScoresOf(graph);
        int classes = ClassesOf(graph);
        (int count, int known, int floatRight, int int8Right) = (0, 0, 0, 0);
        foreach (Sample sample in samples)
        {
            network.Reference.Run(sample.Values);
            float[][] outputs = int8(sample.Values);
            count++;
            if (sample.Label is { } label && label < classes)
            {
                known++;
                floatRight += IsRight(network.Reference[graph.Outputs[scores]], label) ? 1 : 0;
                int8Right += IsRight(outputs[scores], label) ? 1 : 0;
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                float[] exact = network.Reference[graph.Outputs[i]].ToArray();
                ratios[i].Add(exact, outputs[i]);
                // Several int8 values may tie where floats differ.
                same[i] += outputs[i][Array.IndexOf(exact, exact.Max())] == outputs[i].Max() ? 1 : 0;
            }
        }

        return new CheckReport(
            count, engine is not null,
            [.. graph.Outputs.Select((tensor, i) => Describe(graph.Tensors[tensor], ratios[i].Decibels, same[i] / (double)count))],
            known > 0 ? new AccuracyCheck(known, floatRight / (double)known, int8Right / (double)known) : null);
    }

    /// <summary>How many classes a classifier tells apart; 0 for other networks.</summary>
    public static int ClassesOf(FloatGraph graph) => ScoresOf(graph) is var output and >= 0 ? graph.Tensors[graph.Outputs[output]].Count : 0;

    /// <summary>The output that is a score a class; -1 when there is none.</summary>
    private static int ScoresOf(FloatGraph graph) => graph.Outputs.ToList().FindIndex(output => IsScores(graph.Tensors[output]));

    private static bool IsScores(FloatTensor tensor) => tensor.Count == tensor.Channels && tensor.Count > 1;

    /// <summary>As <c>eval</c> counts: of equal scores the first one is the answer.</summary>
    private static bool IsRight(ReadOnlySpan<float> scores, int label) => scores.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(scores)) == label;

    private static OutputCheck Describe(FloatTensor tensor, double decibels, double same) =>
        new(tensor.Name, decibels, IsScores(tensor) ? same : null);

    private static HostEngine? Open(TfLiteModel model)
    {
        try
        {
            return HostEngine.Open(PackageWriter.Write(Schedules.Layers(TfLiteImporter.Import(model), Target.Portable)));
        }
        catch (UnsupportedModelException)
        {
            return null;
        }
    }

    private static Func<float[], float[][]> Simulated(QuantizedModel quantized, FloatGraph graph)
    {
        FloatExecutor executor = quantized.Simulation();
        return picture =>
        {
            executor.Run(picture);
            return [.. graph.Outputs.Select(output => executor[output].ToArray())];
        };
    }

    private static float[][] InEngine(HostEngine engine, TfLiteSubgraph model, float[] picture)
    {
        AffineParameters Parameters(int tensor) => new(model.Tensors[tensor].Quantization!.Scales[0], (int)model.Tensors[tensor].Quantization!.ZeroPoints[0]);
        AffineParameters input = Parameters(model.Inputs[0]);
        IReadOnlyList<OutputTensor> outputs = engine.Run([.. picture.Select(value => (byte)input.Quantize(value))]).Outputs;
        return
        [
            .. outputs.Zip(model.Outputs, (output, tensor) => output.Bytes.Select(value => Parameters(tensor).Dequantize((sbyte)value)).ToArray()),
        ];
    }
}
