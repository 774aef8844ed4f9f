// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>What one epoch of a detector's training brought.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Classes">Average precision of the averaged network on the validation pictures.</param>
/// <param name="Duration">Time of the epoch, evaluation included.</param>
internal sealed record DetectionEpoch(int Epoch, double Loss, ImmutableArray<ClassPrecision> Classes, TimeSpan Duration)
{
    /// <summary>Mean average precision, 0 to 1.</summary>
    public double Precision => DetectionEvaluator.Mean(Classes);
}

/// <summary>Trains a detector, epoch by epoch; each epoch ends with an evaluation and a checkpoint.</summary>
internal sealed class DetectorTrainer<TDetector>
    where TDetector : nn.Module<Tensor, Tensor>
{
    private const int WarmUpPart = 20;

    // The last epochs see no mosaics, which no camera shows (Ge et al. 2021, YOLOX).
    private const double PlainShare = 0.15;

    private readonly DetectorConfiguration _configuration;
    private readonly TrainingOptions _options;
    private readonly DetectionViewOptions _views;
    private readonly DetectionDataSet _data;
    private readonly DetectionBatches _batches;
    private readonly DetectionLoss _loss;
    private readonly DetectionLoss _smallLoss;
    private readonly MapSize _smallSize;
    private readonly TDetector _detector;
    private readonly TransplantedParameters _transplanted;
    private readonly WeightAverage _averaging;
    private readonly CosineSchedule _schedule;
    private AdamW _optimizer;

    /// <param name="create">Makes the network; called twice.</param>
    public DetectorTrainer(
        DetectorConfiguration configuration, TrainingOptions options, DetectionViewOptions views, DetectionDataSet data, SamplingWeights sampling, Func<TDetector> create)
    {
        _configuration = configuration;
        _options = options;
        _transplanted = new TransplantedParameters(options);
        _views = views;
        _data = data;
        _batches = new DetectionBatches(data.Training, sampling, options.BatchSize, options.Seed);
        random.manual_seed(options.Seed);
        _detector = create();
        Average = create();
        // Modules may be made elsewhere than tensors are.
        _detector.to(get_default_device());
        Average.to(get_default_device());
        DetectorConfiguration small = Small(configuration);
        _smallSize = small.InputSize;
        _loss = new DetectionLoss(configuration);
        _smallLoss = new DetectionLoss(small);
        _averaging = new WeightAverage(_detector, Average, options.AverageDecay);
        _averaging.Reset();
        _optimizer = _transplanted.CreateOptimizer(_detector);
        int steps = options.Epochs * _batches.Count;
        _schedule = new CosineSchedule(options.LearningRate, Math.Min(_batches.Count, Math.Max(1, steps / WarmUpPart)), steps);
    }

    /// <summary>The averaged network: what is evaluated and exported.</summary>
    public TDetector Average { get; }

    /// <summary>Begins with every layer of a trunk that fits; these keep their batch statistics.</summary>
    /// <returns>Layer by layer, what was taken.</returns>
    public static IReadOnlyList<TransplantedLayer> StartFrom(DetectorTrainer<Detector> trainer, Backbone backbone)
    {
        IReadOnlyList<(string Place, ConvolutionUnit Unit)> units = [.. trainer._detector.Units()];
        IReadOnlyList<TransplantedLayer> report = Transplant.Apply(backbone, units);
        trainer.Settle(report.Zip(units).Where(item => item.First.From is not null).Select(item => item.Second));
        return report;
    }

    /// <summary>Begins with all of a detector of the same configuration, its heads too; or of one that differs in its classes. The trunk keeps its batch statistics.</summary>
    /// <param name="trainer">Of the detector.</param>
    /// <param name="file">A checkpoint of it.</param>
    /// <param name="path">For messages.</param>
    /// <returns>Whether it is one; if not, nothing has changed.</returns>
    public static bool StartFrom(DetectorTrainer<Detector> trainer, SafeTensors file, string path)
    {
        file = ModuleState.Fits(trainer._detector, "", file) ? file : OtherClasses.Of(file, trainer._configuration.Classes.Count);
        if (!ModuleState.Fits(trainer._detector, "", file))
        {
            return false;
        }

        ModuleState.Write(trainer._detector, "", file, path);
        trainer.Settle(trainer._detector.Units().Where(item => Detector.BlockOf(item.Place) < int.MaxValue));
        return true;
    }

    /// <summary>These layers come from elsewhere: they keep their batch statistics, and learn more slowly than the others.</summary>
    private void Settle(IEnumerable<(string Place, ConvolutionUnit Unit)> units)
    {
        foreach ((string place, ConvolutionUnit unit) in units)
        {
            _transplanted.Add(unit, Detector.BlockOf(place));
        }

        _averaging.Reset();
        _optimizer = _transplanted.CreateOptimizer(_detector);
    }

    /// <summary>Goes on from the checkpoint if there is one, to the last epoch or until cancelled.</summary>
    public void Run(Checkpoint checkpoint, EpochProgress progress, CancellationToken cancellation, Action<DetectionEpoch> report)
    {
        int start = checkpoint.Exists ? checkpoint.Load(_detector, Average, _optimizer) : 0;
        for (int epoch = start; epoch < _options.Epochs; epoch++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            double loss = progress.Run($"{epoch + 1}/{_options.Epochs}", _batches.Count, (counter, show) => TrainEpoch(epoch, counter, show, cancellation));
            cancellation.ThrowIfCancellationRequested();
            Average.eval();
            ImmutableArray<ClassPrecision> result = DetectionEvaluator.Evaluate(Average.forward, _configuration, _data.Validation);
            checkpoint.Save(epoch + 1, _detector, Average, _optimizer);
            report(new DetectionEpoch(epoch + 1, loss, result, watch.Elapsed));
        }
    }

    /// <summary>Early epochs see smaller pictures, which cost less.</summary>
    private static DetectorConfiguration Small(DetectorConfiguration network)
    {
        const double Share = 0.75;
        int coarsest = Math.Max(16, network.Heads[^1].Stride);
        return network with { InputHeight = Shrink(network.InputHeight), InputWidth = Shrink(network.InputWidth) };

        // Strides then leave the same odd pixels of padding at either size.
        int Shrink(int side) => side % coarsest == 0 ? Math.Max(coarsest, (int)Math.Round(Share * side / coarsest) * coarsest) : side;
    }

    private void TrainEpoch(int epoch, EpochCounter counter, Action show, CancellationToken cancellation)
    {
        _detector.train();
        _transplanted.LearnFrom(_options.SettledBlocks, epoch);

        bool isPlain = epoch >= (1 - PlainShare) * _options.Epochs;
        bool isSmall = epoch < _options.SmallShare * _options.Epochs;
        int step = epoch * _batches.Count;
        foreach (DetectionBatch batch in _batches.Epoch(epoch, isSmall ? _smallSize : _configuration.InputSize, isPlain ? _views with { Mosaic = 0 } : _views, cancellation))
        {
            using (batch)
            {
                counter.Add((int)batch.Inputs.shape[0], Step(batch, isSmall ? _smallLoss : _loss, step++));
                show();
            }
        }
    }

    private double Step(DetectionBatch batch, DetectionLoss objective, int step)
    {
        using CollectionPause pause = new();
        using DisposeScope scope = NewDisposeScope();
        _transplanted.SetRate(_optimizer, _schedule.Rate(step));
        _optimizer.zero_grad();
        Tensor loss = objective.Of(_detector.forward(batch.Inputs), batch.Objects);
        loss.backward();
        nn.utils.clip_grad_norm_(_detector.parameters(), 10);
        _optimizer.step();
        _averaging.Update(step);
        return loss.item<float>();
    }
}
