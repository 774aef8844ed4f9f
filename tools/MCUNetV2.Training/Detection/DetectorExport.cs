// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Host.Inference;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>Quantises a trained detector, writes it with its head file and package, and says what came of it.</summary>
internal static class DetectorExport
{
    // What a cell is less sure of than this is never reported: int8 need not tell how unlikely it is.
    private const float LowestLogit = -5;

    // Only boxes that may be reported must be exact.
    private const float LikelyLogit = -3;

    private const float Threshold = 0.02f;

    /// <summary>A network trained in float, ready to be exported.</summary>
    /// <param name="network">It.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="pictures">What calibrates it: <see cref="Calibration"/>.</param>
    /// <param name="method">How the ranges of all but the outputs are chosen; the outputs' are those of boxes that may be reported.</param>
    public static TrainedDetector Prepare(Detector network, DetectorConfiguration configuration, IReadOnlyList<DetectionPicture> pictures, RangeMethod method)
    {
        network.eval();
        FloatGraph graph = ToGraph(network, configuration);
        return new TrainedDetector(
            "float", network.forward, graph, new QuantizationOptions { Ranges = method, KnownRanges = OutputRanges(network, configuration, graph, pictures), CorrectBiases = false });
    }

    /// <param name="network">The trained network.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="data">Validation pictures measure the result.</param>
    /// <param name="calibration">Pictures that choose the ranges.</param>
    /// <param name="path">The .tflite to write; head file and package go beside it.</param>
    /// <param name="report">Where to say so.</param>
    public static void Write(
        TrainedDetector network, DetectorConfiguration configuration, DetectionDataSet data, IReadOnlyList<DetectionPicture> calibration, string path, TextWriter report)
    {
        Say(report, network.Kind, DetectionEvaluator.Evaluate(network.Forward, configuration, data.Validation));
        FloatGraph graph = network.Graph;
        QuantizedModel quantized = Quantizer.Quantize(graph, [.. calibration.Select(picture => Values(picture, configuration.InputSize))], network.Options);
        byte[] bytes = TfLiteWriter.Write(quantized.Model);
        DeployedModel deployed = DeployedModel.OfDetector(quantized.Model, configuration);
        OutputFile.Write(path, bytes);
        OutputFile.Write(Path.ChangeExtension(path, ".head.json"), HeadFile.Of(configuration));
        OutputFile.Write(Path.ChangeExtension(path, ".mcu"), deployed.Package);
        LayerErrorTable.Write(report, quantized.Layers);
        Say(report, "int8", EvaluateDeployed(deployed, configuration, data.Validation));
        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {bytes.Length} bytes, {graph.Parameters} parameters; {deployed.PeakBytes} bytes of SRAM, {deployed.FlashBytes} bytes of flash, {deployed.Macs} MACs"));
    }

    /// <summary>The network as a float graph, batch normalisation folded in.</summary>
    public static FloatGraph ToGraph(Detector network, DetectorConfiguration configuration)
    {
        Dictionary<string, LayerWeights> learnt = [];
        foreach ((string place, ConvolutionUnit unit) in network.Units())
        {
            FoldedConvolution folded = FoldedConvolution.From(unit);
            learnt[place] = new LayerWeights(folded.Weights, folded.Bias);
        }

        foreach ((string place, Conv2d convolution) in network.Outputs())
        {
            learnt[place] = new LayerWeights(
                [.. convolution.weight!.detach().permute(0, 2, 3, 1).contiguous().cpu().data<float>()], [.. convolution.bias!.detach().cpu().data<float>()]);
        }

        return DetectorGraph.Of(configuration, layer => learnt[layer.Place]);
    }

    /// <summary>With the engine, exactly as the device does it.</summary>
    public static ImmutableArray<ClassPrecision> EvaluateDeployed(DeployedModel deployed, DetectorConfiguration configuration, IReadOnlyList<DetectionPicture> pictures)
    {
        using HostEngine engine = HostEngine.Open(deployed.Package);
        List<IReadOnlyList<BoxReport>> detected = [];
        foreach (DetectionPicture picture in pictures)
        {
            // int8 = pixel - 128
            engine.Run([.. Values(picture, configuration.InputSize).Select(value => (byte)((int)MathF.Round(value * byte.MaxValue) - 128))]);
            detected.Add([.. ResultReader.ReadBoxes(engine.Model, Threshold)]);
        }

        return DetectionEvaluator.Judge(configuration, pictures, detected);
    }

    /// <summary>
    /// What the outputs must be able to say. Most cells see nothing: ranges chosen for the least error over all of them would cut off the few that matter.
    /// </summary>
    private static Dictionary<int, ValueRange> OutputRanges(
        Detector network, DetectorConfiguration configuration, FloatGraph graph, IReadOnlyList<DetectionPicture> pictures)
    {
        using IDisposable noGradient = no_grad();
        (float Low, float High)[] ranges = [.. configuration.Heads.Select(_ => (LowestLogit, 0f))];
        Cell[] cells = CellGrid.Of(configuration);
        foreach (DetectionPicture[] chunk in pictures.Chunk(32))
        {
            using CollectionPause pause = new();
            using DisposeScope scope = NewDisposeScope();
            float[] values = network.forward(DetectionEvaluator.ToTensor(chunk, configuration.InputSize)).cpu().contiguous().data<float>().ToArray();
            for (int i = 0; i < values.Length / configuration.CellChannels; i++)
            {
                ReadOnlySpan<float> row = values.AsSpan(i * configuration.CellChannels, configuration.CellChannels);
                float likeliest = LowestLogit;
                foreach (float logit in row[DetectorConfiguration.Sides..])
                {
                    likeliest = MathF.Max(likeliest, logit);
                }

                int stride = cells[i % cells.Length].Stride;
                int head = configuration.Heads.Index().First(item => item.Item.Stride == stride).Index;
                ranges[head].High = MathF.Max(ranges[head].High, likeliest);
                foreach (float side in likeliest >= LikelyLogit ? row[..DetectorConfiguration.Sides] : [])
                {
                    ranges[head] = (MathF.Min(ranges[head].Low, side), MathF.Max(ranges[head].High, side));
                }
            }
        }

        return ranges.Index().ToDictionary(item => graph.Outputs[item.Index], item => new ValueRange(item.Item.Low, item.Item.High));
    }

    /// <summary>Evenly drawn; half of them with objects, where there are as many.</summary>
    /// <param name="pictures">Training pictures.</param>
    /// <param name="count">At most.</param>
    public static IReadOnlyList<DetectionPicture> Calibration(IReadOnlyList<DetectionPicture> pictures, int count)
    {
        return [.. Draw([.. pictures.Where(picture => picture.Objects.Count > 0)], (count + 1) / 2), .. Draw([.. pictures.Where(picture => picture.Objects.Count == 0)], count / 2)];

        static IEnumerable<DetectionPicture> Draw(DetectionPicture[] from, int count) =>
            Enumerable.Range(0, Math.Min(count, from.Length)).Select(i => from[(int)((long)i * from.Length / Math.Min(count, from.Length))]);
    }

    /// <summary>The whole picture as the network takes it, 0 to 1.</summary>
    public static float[] Values(DetectionPicture picture, MapSize size)
    {
        float[] values = new float[size.Height * size.Width * 3];
        DetectionView.Plain(picture, values, size);
        return values;
    }

    private static void Say(TextWriter report, string kind, ImmutableArray<ClassPrecision> classes)
    {
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: mAP {DetectionEvaluator.Mean(classes):P2}"));
        foreach (ClassPrecision one in classes.Where(_ => classes.Length > 1))
        {
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.AveragePrecision ?? 0,8:P2} of {one.Objects,5}  {one.Class}"));
        }
    }
}
