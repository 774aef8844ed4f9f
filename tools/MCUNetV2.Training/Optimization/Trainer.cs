using System.Diagnostics;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>Trains a classifier, epoch by epoch; each epoch ends with an evaluation and a checkpoint.</summary>
internal sealed class Trainer<TClassifier>
    where TClassifier : TrainableClassifier
{
    private readonly NetworkConfiguration _configuration;
    private readonly TrainingOptions _options;
    private readonly DataSet _data;
    private readonly TrainingTargets _targets;
    private readonly TrainingBatches _batches;
    private readonly TClassifier _classifier;
    private readonly AdamW _optimizer;
    private readonly WeightAverage _averaging;
    private readonly CosineSchedule _schedule;

    /// <param name="create">Makes the network; called twice.</param>
    public Trainer(NetworkConfiguration configuration, TrainingOptions options, DataSet data, TrainingTargets targets, Func<TClassifier> create)
    {
        _configuration = configuration;
        _options = options;
        _data = data;
        _targets = targets;
        _batches = new TrainingBatches(data, targets.Emphasis, targets.Labels, targets.Hints, options.BatchSize, options.Seed);
        random.manual_seed(options.Seed);
        _classifier = create();
        Student = new Student(_classifier, targets.Emphasis.ClassShares(configuration.Classes.Count), targets.HintWidth);
        Average = create();
        // Modules may be made elsewhere than tensors are.
        Student.to(get_default_device());
        Average.to(get_default_device());
        _averaging = new WeightAverage(_classifier, Average, options.AverageDecay);
        _optimizer = CreateOptimizer();
        _schedule = new CosineSchedule(options.LearningRate, 2 * _batches.Count, options.Epochs * _batches.Count);
    }

    /// <summary>The averaged network: what is evaluated and exported.</summary>
    public TClassifier Average { get; }

    /// <summary>The network in training.</summary>
    public Student Student { get; }

    /// <summary>Begins with the averaged weights of another float training's checkpoint instead of random ones.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is of another network.</exception>
    public void StartFrom(string checkpoint)
    {
        Checkpoint.LoadAverage(checkpoint, CheckpointKind.Float, _classifier);
        Checkpoint.LoadAverage(checkpoint, CheckpointKind.Float, Average);
    }

    /// <summary>Goes on from the checkpoint if there is one, to the last epoch or until cancelled.</summary>
    public void Run(Checkpoint checkpoint, EpochProgress progress, CancellationToken cancellation, Action<EpochReport> report)
    {
        int start = checkpoint.Exists ? checkpoint.Load(Student, Average, _optimizer) : 0;
        for (int epoch = start; epoch < _options.Epochs; epoch++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            double loss = progress.Run(
                $"{epoch + 1}/{_options.Epochs}", _batches.Count, (counter, show) => TrainEpoch(epoch, counter, show, cancellation));
            cancellation.ThrowIfCancellationRequested();
            Average.eval();
            Evaluation evaluation = Evaluator.Evaluate(Average.forward, _data.Validation, _configuration.InputSize, _configuration.Classes.Count);
            checkpoint.Save(epoch + 1, Student, Average, _optimizer);
            report(new EpochReport(epoch + 1, loss, evaluation.Accuracy, watch.Elapsed));
        }
    }

    private void TrainEpoch(int epoch, EpochCounter counter, Action show, CancellationToken cancellation)
    {
        Student.train();
        random.manual_seed(_options.Seed + epoch);
        int step = epoch * _batches.Count;
        foreach (Batch batch in _batches.Epoch(epoch, InputSizeOf(epoch), cancellation))
        {
            using (batch)
            {
                counter.Add((int)batch.Inputs.shape[0], Step(batch, step++));
                show();
            }
        }
    }

    /// <summary>Early epochs see smaller pictures, which cost less; the last ones see what the device sees.</summary>
    private int InputSizeOf(int epoch)
    {
        // Strides then leave the same odd pixels of padding at either size.
        const int Granularity = 16;
        int small = _configuration.InputSize * 4 / 5 / Granularity * Granularity;
        bool isSmall = epoch < _options.SmallShare * _options.Epochs && _configuration.InputSize % Granularity == 0 && small > 0;
        return isSmall ? small : _configuration.InputSize;
    }

    private double Step(Batch batch, int step)
    {
        using CollectionPause pause = new();
        using DisposeScope scope = NewDisposeScope();
        double rate = _schedule.Rate(step);
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _optimizer.zero_grad();
        (Tensor targets, Tensor? hints) = Aim(batch);
        Tensor loss = Student.Loss(batch.Inputs, targets, hints, _options.HintWeight);
        loss.backward();
        nn.utils.clip_grad_norm_(Student.parameters(), 5);
        _optimizer.step();
        _averaging.Update(step);
        return loss.item<float>();
    }

    private (Tensor Targets, Tensor? Hints) Aim(Batch batch)
    {
        if (_targets.Panel is null)
        {
            return (batch.Targets, batch.Hints);
        }

        (Tensor probabilities, Tensor hints) = _targets.Panel.Judge(batch.Inputs);
        return (batch.Targets.lerp(probabilities, _targets.PanelShare), hints);
    }

    private AdamW CreateOptimizer()
    {
        // Decay would only fight batch normalisation's scales and the biases.
        ILookup<bool, Parameter> byKind = Student.parameters().ToLookup(parameter => parameter.dim() > 1);
        AdamW.ParamGroup[] groups =
        [
            new(byKind[true], new AdamW.Options { weight_decay = _options.WeightDecay }),
            new(byKind[false], new AdamW.Options { weight_decay = 0 }),
        ];
        return optim.AdamW(groups, _options.LearningRate);
    }
}
