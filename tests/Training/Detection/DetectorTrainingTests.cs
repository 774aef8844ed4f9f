// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Detection;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;
using Shouldly;
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
        DetectorTrainer trainer = Trainer(epochs: 24, TinyDetector.Data(320));
        double precision = 0;
        trainer.Run(Checkpoint("checkpoint"), Quiet, TestContext.Current.CancellationToken, report => precision = report.Precision);
        precision.ShouldBeGreaterThan(0.6);

        StringWriter text = new();
        string path = Path.Combine(_folder.FullName, "tiny.tflite");
        DetectorExport.Write(trainer.Average, TinyDetector.Configuration, TinyDetector.Data(320), 64, RangeMethod.Mse, path, text);

        double int8 = double.Parse(text.ToString().Split("int8: mAP ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / 100;
        int8.ShouldBe(precision, 0.05);
        File.Exists(Path.ChangeExtension(path, ".head.json")).ShouldBeTrue();
        File.Exists(Path.ChangeExtension(path, ".mcu")).ShouldBeTrue();
        string wider = Path.Combine(_folder.FullName, "wider.tflite");
        DetectorExport.Write(trainer.Average, TinyDetector.Configuration, TinyDetector.Data(320), 64, RangeMethod.MinMax, wider, text);
        File.ReadAllBytes(wider).ShouldNotBe(File.ReadAllBytes(path));
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
        DetectorTrainer trained = Trainer(1, data);
        trained.Run(Checkpoint("trunk"), Quiet, TestContext.Current.CancellationToken, _ => { });

        IReadOnlyList<TransplantedLayer> report = Trainer(1, data).StartFrom(BackboneFile.Load(Path.Combine(_folder.FullName, "trunk.safetensors")));

        report.Where(layer => layer.Layer.StartsWith("heads.", StringComparison.Ordinal)).ShouldAllBe(layer => layer.From == null);
        report.Where(layer => !layer.Layer.StartsWith("heads.", StringComparison.Ordinal)).ShouldAllBe(layer => layer.From == layer.Layer + ".convolution.weight");
    }

    [Fact]
    public void A_detector_begins_with_all_of_one_of_its_own_shape_and_with_nothing_of_another()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        DetectorTrainer trained = Trainer(1, data);
        trained.Run(Checkpoint("whole"), Quiet, TestContext.Current.CancellationToken, _ => { });
        string path = Path.Combine(_folder.FullName, "whole.safetensors");
        DetectorTrainer next = Trainer(1, data);

        next.StartFrom(SafeTensors.Load(path), path).ShouldBeTrue();

        using Tensor pictures = DetectionEvaluator.ToTensor(data.Validation, TinyDetector.Configuration.InputSize);
        next.Average.eval();
        trained.Average.eval();
        next.Average.forward(pictures).allclose(trained.Average.forward(pictures), 1e-5, 1e-5).ShouldBeTrue();
        DetectorTrainer narrower = new(
            TinyDetector.Configuration with { Classes = ["square"] }, TrainingOptions.Standard, new DetectionViewOptions(), data, new SamplingWeights([.. data.Training.Select(_ => "")], ""));
        narrower.StartFrom(SafeTensors.Load(path), path).ShouldBeFalse();
    }

    /// <summary>What other programs write has no counts of batches.</summary>
    [Fact]
    public void A_file_without_what_training_alone_needs_is_enough_to_begin_with()
    {
        DetectionDataSet data = TinyDetector.Data(20);
        Trainer(1, data).Run(Checkpoint("whole"), Quiet, TestContext.Current.CancellationToken, _ => { });
        SafeTensors whole = SafeTensors.Load(Path.Combine(_folder.FullName, "whole.safetensors"));
        SafeTensors bare = new(
            whole.Tensors.Where(item => !item.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary(), new Dictionary<string, string>());

        Trainer(1, data).StartFrom(bare, "bare").ShouldBeTrue();
    }

    private static EpochProgress Quiet { get; } = new(TextWriter.Null, terminal: false, "epoch");

    private Checkpoint Checkpoint(string name) => new(Path.Combine(_folder.FullName, name + ".safetensors"), CheckpointKind.Detector, "tiny");

    private static DetectorTrainer Trainer(int epochs, DetectionDataSet data) => new(
        TinyDetector.Configuration,
        TrainingOptions.Standard with { Epochs = epochs, BatchSize = 16, LearningRate = 8e-3, AverageDecay = 0.9 },
        new DetectionViewOptions(Mosaic: 0.3f, SmallestArea: 0.6f, LargestArea: 1.2f, Colour: 0.2f),
        data,
        new SamplingWeights([.. data.Training.Select(picture => picture.Source)], ""));
}
