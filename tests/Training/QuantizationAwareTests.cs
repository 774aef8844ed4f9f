// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Simulation;
using MCUNetV2.Training.Validation;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

public sealed class QuantizationAwareTests : IDisposable
{
    private readonly TinyProject _project = new();
    private readonly TinyTraining _training;
    private readonly Trainer<Classifier> _trained;

    public QuantizationAwareTests()
    {
        _training = new TinyTraining(_project);
        _trained = _training.Float();
        TinyTraining.Run(_trained, _training.Checkpoint("float", CheckpointKind.Float));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_was_trained_is_what_the_engine_runs()
    {
        Checkpoint checkpoint = _training.Checkpoint("int8", CheckpointKind.Int8);
        Trainer<SimulatedClassifier> trainer = Begin(checkpoint);
        TinyTraining.Run(trainer, checkpoint);
        TrainedNetwork trained = trainer.Average.ToTrained();
        TfLiteModel model = Quantizer.Quantize(trained.Graph, Calibration(), trained.Options).Model;

        Evaluation simulated = Evaluator.Evaluate(trained.Forward, Pictures(), _training.Configuration.InputSize, 2);
        Evaluation deployed = DeployedEvaluator.Evaluate(DeployedModel.Of(model, _training.Configuration), Pictures(), 2);

        // Answers that only one of the two gives.
        simulated.Wrong.Except(deployed.Wrong).Concat(deployed.Wrong.Except(simulated.Wrong)).Count().ShouldBeLessThanOrEqualTo(simulated.Count / 50);
        simulated.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Weights_and_biases_are_rounded_as_in_the_file()
    {
        FloatGraph graph = ClassifierExport.ToGraph(_trained.Average, _training.Configuration);
        TfLiteSubgraph exported = Quantizer.Quantize(graph, Calibration(), new QuantizationOptions { CorrectBiases = false }).Model.Main;
        foreach ((FloatOperator step, TfLiteOperator written) in graph.Operators.Zip(exported.Operators).Where(pair => pair.First is FloatConvolution))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor weights = GraphOperators.ToTorch(graph, step)!;
            Tensor scales = StraightThrough.ScalesOf(weights, perChannel: true);
            float inputScale = exported.Tensors[written.Inputs[0]].Quantization!.Scales[0];

            FloatConvolution rounded = (FloatConvolution)GraphOperators.WithWeights(
                step, StraightThrough.Weights(weights, scales), StraightThrough.Biases(GraphOperators.BiasOf(step)!, scales, inputScale));

            rounded.Weights.ShouldBe(Dequantize<sbyte>(exported.Tensors[written.Inputs[1]], rounded.Depthwise));
            rounded.Bias.ShouldBe(Dequantize<int>(exported.Tensors[written.Inputs[2]], channelsLast: true), 1e-6f);
        }
    }

    [Fact]
    public void The_network_learns_to_live_with_coarse_steps()
    {
        // Ranges twelve times too wide leave activations some twenty steps.
        FloatGraph graph = ClassifierExport.ToGraph(_trained.Average, _training.Configuration);
        ValueRange[] coarse = [.. Quantizer.ChooseRanges(graph, Calibration(), new QuantizationOptions()).Select(range => new ValueRange(12 * range.Low, 12 * range.High))];
        TrainingOptions options = _training.Options with { LearningRate = 5e-4 };
        Trainer<SimulatedClassifier> trainer = new(
            _training.Configuration, options, _training.Data, _training.Targets, () => new SimulatedClassifier(graph, coarse, options.Dropout));

        double[] losses = TinyTraining.Run(trainer, _training.Checkpoint("coarse", CheckpointKind.Int8));

        losses[^1].ShouldBeLessThan(losses[0]);
        trainer.Average.Ranges.ShouldBe(coarse);
    }

    [Fact]
    public void An_interrupted_run_goes_on_with_its_own_ranges()
    {
        double[] whole = Losses("whole", null);
        double[] interrupted = [.. Losses("parts", epoch => epoch == 2), .. Losses("parts", null)];

        interrupted.Length.ShouldBe(whole.Length);
        interrupted.Zip(whole, (one, other) => Math.Abs(one - other)).Max().ShouldBeLessThan(1e-3);
    }

    private double[] Losses(string name, Func<int, bool>? stopAfter)
    {
        Checkpoint checkpoint = _training.Checkpoint(name, CheckpointKind.Int8);
        return TinyTraining.Run(Begin(checkpoint), checkpoint, stopAfter);
    }

    private Trainer<SimulatedClassifier> Begin(Checkpoint checkpoint) =>
        QuantizationAwareTraining.Begin(_trained, _training.Configuration, _training.Options, 3, _training.Data, _training.Targets, checkpoint);

    private IReadOnlyList<float[]> Calibration() => CalibrationPictures.Draw(_training.Data, _training.Configuration.InputSize, 64);

    /// <summary>The validation pictures and the training ones, all at the network's size.</summary>
    private Picture[] Pictures()
    {
        int size = _training.Configuration.InputSize;
        return [.. _training.Data.Validation, .. _training.Data.Training.Select(picture => picture with { Pixels = Shrink(picture.Pixels, size) })];
    }

    private byte[] Shrink(byte[] pixels, int size)
    {
        float[] values = new float[size * size * 3];
        Augmentation.Plain(pixels, _training.Data.TrainingSize, values, size);
        return [.. values.Select(value => (byte)MathF.Round(value * byte.MaxValue))];
    }

    private static IEnumerable<float> Dequantize<T>(TfLiteTensor tensor, bool channelsLast)
        where T : unmanaged, IConvertible
    {
        ImmutableArray<float> scales = tensor.Quantization!.Scales;
        T[] values = MemoryMarshal.Cast<byte, T>(tensor.Data.Span).ToArray();
        return values.Select((value, i) => value.ToSingle(null) * scales[channelsLast ? i % scales.Length : i / (values.Length / scales.Length)]);
    }
}
