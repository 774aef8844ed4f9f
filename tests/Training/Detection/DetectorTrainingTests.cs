// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Host.Inference;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Detection;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;
using Shouldly;
using SkiaSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests.Detection;

public sealed class DetectorTrainingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcunet-detector-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_graph_computes_what_the_network_does()
    {
        DetectorConfiguration wide = TinyDetector.Configuration with { InputHeight = 48, InputWidth = 80 };
        random.manual_seed(2);
        using Detector network = new(wide);
        network.train();
        network.forward(rand(4, 3, 48, 80)); // so that normalisation has something to fold in
        network.eval();
        float[] values = rand(1, 3, 48, 80).permute(0, 2, 3, 1).contiguous().data<float>().ToArray();

        float[] expected = network.forward(tensor(values, [1, 48, 80, 3]).permute(0, 3, 1, 2)).contiguous().data<float>().ToArray();
        FloatGraph graph = DetectorExport.ToGraph(network, wide);
        FloatExecutor executor = new(graph);
        executor.Run(values);
        float[] actual = [.. graph.Outputs.SelectMany(output => executor[output].ToArray())];

        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-3f);
        }
    }

    [Fact]
    public void A_trained_detector_finds_its_objects_in_int8_as_in_float()
    {
        DetectorTrainer<Detector> trainer = Trainer(epochs: 24, TinyDetector.Data(320));
        double precision = 0;
        trainer.Run(Checkpoint("checkpoint"), Quiet, TestContext.Current.CancellationToken, report => precision = report.Precision);
        precision.ShouldBeGreaterThan(0.6);

        StringWriter text = new();
        string path = Path.Combine(_folder.FullName, "tiny.tflite");
        Export(trainer.Average, RangeMethod.Mse, path, text);

        Precision(text, "int8").ShouldBe(precision, 0.05);
        File.Exists(Path.ChangeExtension(path, ".head.json")).ShouldBeTrue();
        File.Exists(Path.ChangeExtension(path, ".mcu")).ShouldBeTrue();
        string wider = Path.Combine(_folder.FullName, "wider.tflite");
        Export(trainer.Average, RangeMethod.MinMax, wider, text);
        File.ReadAllBytes(wider).ShouldNotBe(File.ReadAllBytes(path));
    }

    /// <summary>What int8-aware training computes is what the engine runs, and its checkpoint can be exported.</summary>
    [Fact]
    public void The_command_tunes_a_detector_for_int8_and_draws_what_it_finds()
    {
        string data = WriteData(TinyDetector.Data(60));
        string configuration = Path.Combine(_folder.FullName, "tiny.json");
        File.WriteAllText(configuration, TinyDetector.ConfigurationText);
        string output = Path.Combine(_folder.FullName, "out");
        int Run(params string[] arguments) => new RootCommand { new TrainCommand { new ExportCommand() } }.Parse(["train", .. arguments]).Invoke();

        Run(configuration, "--data", data, "-o", output, "--epochs", "6", "--quantisation-aware-epochs", "2", "--batch", "16", "--learning-rate", "8e-3", "--mosaic", "0").ShouldBe(0);

        foreach (string file in new[] { "found-005.png", "found-006.png", "checkpoint-int8.safetensors", "tiny.tflite", "tiny.mcu" })
        {
            File.Exists(Path.Combine(output, file)).ShouldBeTrue(file);
        }

        using SKBitmap sheet = SKBitmap.Decode(Path.Combine(output, "found-006.png"));
        sheet.Width.ShouldBe((4 * 288) + (3 * 6));
        File.ReadAllLines(Path.Combine(output, "history.csv")).Length.ShouldBe(1 + 6 + 2);
        string again = Path.Combine(_folder.FullName, "again.tflite");
        Run("export", configuration, "--data", data, "--checkpoint", Path.Combine(output, "checkpoint-int8.safetensors"), "-o", again).ShouldBe(0);
        File.ReadAllBytes(again).ShouldBe(File.ReadAllBytes(Path.Combine(output, "tiny.tflite")));
    }

    [Fact]
    public void A_detector_is_tuned_with_the_rounding_that_the_engine_has()
    {
        DetectionDataSet data = TinyDetector.Data(200);
        DetectorTrainer<Detector> trainer = Trainer(epochs: 8, data);
        trainer.Run(Checkpoint("float"), Quiet, TestContext.Current.CancellationToken, _ => { });
        IReadOnlyList<DetectionPicture> calibration = DetectorExport.Calibration(data.Training, 64);
        TrainedDetector exact = DetectorExport.Prepare(trainer.Average, TinyDetector.Configuration, calibration, RangeMethod.Mse);
        float[][] pictures = [.. calibration.Select(picture => DetectorExport.Values(picture, TinyDetector.Configuration.InputSize))];
        using SimulatedDetector simulated = new(exact.Graph, Quantizer.ChooseRanges(exact.Graph, pictures, exact.Options));
        TrainedDetector rounded = simulated.ToTrained();

        TfLiteModel model = Quantizer.Quantize(rounded.Graph, pictures, rounded.Options).Model;
        using HostEngine engine = HostEngine.Open(DeployedModel.OfDetector(model, TinyDetector.Configuration).Package);
        List<double> steps = [];
        foreach (float[] picture in pictures.Take(16))
        {
            float[] expected = [.. rounded.Forward(tensor(picture, [1, 64, 64, 3]).permute(0, 3, 1, 2)).contiguous().data<float>()];
            double[] actual = [.. engine.Run([.. picture.Select(value => (byte)((int)MathF.Round(value * byte.MaxValue) - 128))]).Outputs.Zip(model.Main.Outputs).SelectMany(Dequantize)];
            double step = model.Main.Tensors[model.Main.Outputs[0]].Quantization!.Scales[0];
            steps.AddRange(expected.Zip(actual, (real, engine) => Math.Abs(real - engine) / step));
        }

        // A sum in the middle between two steps may be rounded to either.
        steps.Average().ShouldBeLessThan(0.25);
        steps.Max().ShouldBeLessThan(6);

        IEnumerable<double> Dequantize((OutputTensor Values, int Tensor) output)
        {
            TfLiteQuantization parameters = model.Main.Tensors[output.Tensor].Quantization!;
            return output.Values.Bytes.Select(value => (double)parameters.Scales[0] * ((sbyte)value - parameters.ZeroPoints[0]));
        }
    }

    [Fact]
    public void An_interrupted_training_goes_on_as_if_nothing_had_happened()
    {
        DetectionDataSet data = TinyDetector.Data(60);
        List<double> whole = [];
        Trainer(3, data).Run(Checkpoint("whole"), Quiet, TestContext.Current.CancellationToken, report => whole.Add(report.Loss));
        List<double> pieces = [];
        using CancellationTokenSource stop = new();
        Should.Throw<OperationCanceledException>(() => Trainer(3, data).Run(Checkpoint("pieces"), Quiet, stop.Token, report =>
        {
            pieces.Add(report.Loss);
            stop.Cancel();
        }));

        Trainer(3, data).Run(Checkpoint("pieces"), Quiet, TestContext.Current.CancellationToken, report => pieces.Add(report.Loss));

        pieces.Count.ShouldBe(3);
        foreach ((double expected, double actual) in whole.Zip(pieces))
        {
            actual.ShouldBe(expected, 1e-4);
        }
    }

    [Fact]
    public void A_detector_begins_with_another_ones_trunk()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        (DetectorTrainer<Detector> _, string path) = Trained(data);

        IReadOnlyList<TransplantedLayer> report = DetectorTrainer<Detector>.StartFrom(Trainer(1, data), BackboneFile.Load(path));

        report.Where(layer => layer.Layer.StartsWith("heads.", StringComparison.Ordinal)).ShouldAllBe(layer => layer.From == null);
        report.Where(layer => !layer.Layer.StartsWith("heads.", StringComparison.Ordinal)).ShouldAllBe(layer => layer.From == layer.Layer + ".convolution.weight");
    }

    [Fact]
    public void A_detector_begins_with_all_of_one_of_its_own_shape()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        (DetectorTrainer<Detector> trained, string path) = Trained(data);
        DetectorTrainer<Detector> next = Trainer(1, data);

        DetectorTrainer<Detector>.StartFrom(next, SafeTensors.Load(path), path).ShouldBeTrue();

        using Tensor pictures = DetectionEvaluator.ToTensor(data.Validation, TinyDetector.Configuration.InputSize);
        next.Average.eval();
        trained.Average.eval();
        next.Average.forward(pictures).allclose(trained.Average.forward(pictures), 1e-5, 1e-5).ShouldBeTrue();
    }

    [Fact]
    public void A_detector_begins_with_all_of_one_for_other_classes_but_those()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        (DetectorTrainer<Detector> trained, string path) = Trained(data);
        DetectorConfiguration wide = TinyDetector.Configuration with { Classes = ["a", "b", "c"] };
        DetectorTrainer<Detector> next = Of(wide);

        DetectorTrainer<Detector>.StartFrom(next, SafeTensors.Load(path), path).ShouldBeTrue();

        using Tensor pictures = DetectionEvaluator.ToTensor(data.Validation, wide.InputSize);
        next.Average.eval();
        trained.Average.eval();
        Tensor before = trained.Average.forward(pictures);
        Tensor after = next.Average.forward(pictures);
        after.narrow(2, 0, 4).allclose(before.narrow(2, 0, 4), 1e-4, 1e-4).ShouldBeTrue();
        for (int label = 0; label < 3; label++)
        {
            after.select(2, 4 + label).allclose(before.narrow(2, 4, 2).mean([2L]), 1e-4, 1e-4).ShouldBeTrue();
        }

        DetectorConfiguration deeper = wide with { Heads = [wide.Heads[0] with { Depth = 2 }, wide.Heads[1]] };
        DetectorTrainer<Detector>.StartFrom(Of(deeper), SafeTensors.Load(path), path).ShouldBeFalse();

        DetectorTrainer<Detector> Of(DetectorConfiguration network) => new(
            network, TrainingOptions.Standard, new DetectionViewOptions(), data, new SamplingWeights([.. data.Training.Select(_ => "")], ""), () => new Detector(network));
    }

    /// <summary>What other programs write has no counts of batches.</summary>
    [Fact]
    public void A_file_without_what_training_alone_needs_is_enough_to_begin_with()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        SafeTensors whole = SafeTensors.Load(Trained(data).Path);
        SafeTensors bare = new(
            whole.Tensors.Where(item => !item.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary(), new Dictionary<string, string>());

        DetectorTrainer<Detector>.StartFrom(Trainer(1, data), bare, "bare").ShouldBeTrue();
    }

    /// <summary>After one epoch, and its checkpoint.</summary>
    private (DetectorTrainer<Detector> Trainer, string Path) Trained(DetectionDataSet data)
    {
        DetectorTrainer<Detector> trainer = Trainer(1, data);
        trainer.Run(Checkpoint("whole"), Quiet, TestContext.Current.CancellationToken, _ => { });
        return (trainer, Path.Combine(_folder.FullName, "whole.safetensors"));
    }

    private static void Export(Detector network, RangeMethod method, string path, TextWriter text)
    {
        DetectionDataSet data = TinyDetector.Data(320);
        IReadOnlyList<DetectionPicture> calibration = DetectorExport.Calibration(data.Training, 64);
        DetectorExport.Write(DetectorExport.Prepare(network, TinyDetector.Configuration, calibration, method), TinyDetector.Configuration, data, calibration, path, text);
    }

    private static double Precision(StringWriter text, string kind) =>
        double.Parse(text.ToString().Split('\n').First(line => line.StartsWith(kind + ": mAP ", StringComparison.Ordinal)).Split(' ')[^2], CultureInfo.InvariantCulture) / 100;

    /// <summary>As a folder with pictures and their boxes.</summary>
    private string WriteData(DetectionDataSet data)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory("data");
        IEnumerable<string> Lines(IReadOnlyList<DetectionPicture> pictures, string split) => pictures.Select(picture =>
        {
            string file = picture.Name + ".png";
            File.WriteAllBytes(Path.Combine(folder.FullName, file), PictureEncoder.EncodePng(picture.Levels[0].Rgb, picture.Levels[0].Height, picture.Levels[0].Width));
            string boxes = string.Join(", ", picture.Marked.Select(box => string.Create(
                CultureInfo.InvariantCulture, $$"""{"cls": "{{box.Class}}", "box": [{{box.Left}}, {{box.Top}}, {{box.Right}}, {{box.Bottom}}]}""")));
            return $$"""{"file": "{{file}}", "split": "{{split}}", "boxes": [{{boxes}}]}""";
        });
        File.WriteAllLines(Path.Combine(folder.FullName, "boxes.jsonl"), [.. Lines(data.Training, "train"), .. Lines(data.Validation, "val")]);
        return folder.FullName;
    }

    private static EpochProgress Quiet { get; } = new(TextWriter.Null, terminal: false, "epoch");

    private Checkpoint Checkpoint(string name) => new(Path.Combine(_folder.FullName, name + ".safetensors"), CheckpointKind.Detector, "tiny");

    private static DetectorTrainer<Detector> Trainer(int epochs, DetectionDataSet data) => new(
        TinyDetector.Configuration,
        TrainingOptions.Standard with { Epochs = epochs, BatchSize = 16, LearningRate = 8e-3, AverageDecay = 0.9 },
        new DetectionViewOptions(Mosaic: 0.3f, SmallestArea: 0.6f, LargestArea: 1.2f, Colour: 0.2f),
        data,
        new SamplingWeights([.. data.Training.Select(picture => picture.Source)], ""),
        () => new Detector(TinyDetector.Configuration));
}
