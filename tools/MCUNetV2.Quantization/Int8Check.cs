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
    /// <param name="pictures">In the float network's own units.</param>
    public static CheckReport Of(QuantizedModel quantized, FloatNetwork network, IReadOnlyList<float[]> pictures)
    {
        FloatGraph graph = network.Graph;
        using HostEngine? engine = Open(quantized.Model);
        Func<float[], float[][]> int8 = engine is null ? Simulated(quantized, graph) : picture => InEngine(engine, quantized.Model.Main, picture);
        SignalToNoise[] ratios = [.. graph.Outputs.Select(_ => new SignalToNoise())];
        int[] same = new int[graph.Outputs.Length];
        foreach (float[] picture in pictures)
        {
            network.Reference.Run(picture);
            float[][] outputs = int8(picture);
            for (int i = 0; i < outputs.Length; i++)
            {
                float[] exact = network.Reference[graph.Outputs[i]].ToArray();
                ratios[i].Add(exact, outputs[i]);
                // Several int8 values may tie where floats differ.
                same[i] += outputs[i][Array.IndexOf(exact, exact.Max())] == outputs[i].Max() ? 1 : 0;
            }
        }

        return new CheckReport(
            pictures.Count, engine is not null,
            [.. graph.Outputs.Select((tensor, i) => Describe(graph.Tensors[tensor], ratios[i].Decibels, same[i] / (double)pictures.Count))]);
    }

    private static OutputCheck Describe(FloatTensor tensor, double decibels, double same) =>
        new(tensor.Name, decibels, tensor.Count == tensor.Channels && tensor.Count > 1 ? same : null);

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
