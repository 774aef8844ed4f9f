// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Networks;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;

namespace MCUNetV2.Training.Tests;

/// <summary>Training of a <see cref="TinyProject"/> without a command line.</summary>
internal sealed class TinyTraining
{
    private readonly TinyProject _project;

    public TinyTraining(TinyProject project)
    {
        _project = project;
        Configuration = NetworkConfiguration.Load(project.Configuration);
        Data = DataSet.Load([project.Pictures], Configuration.Classes, Configuration.InputSize);
        Targets = new TrainingTargets(
            new SamplingWeights(Data.Training, ""), new ViewTargets(Data.Training, Configuration.Classes.Count, Options.Smoothing, null, 0), null, null, 0);
    }

    public NetworkConfiguration Configuration { get; }

    public DataSet Data { get; }

    public TrainingTargets Targets { get; }

    public TrainingOptions Options { get; } = TrainingOptions.Standard with { Epochs = 4, BatchSize = 16, LearningRate = 2e-3, AverageDecay = 0.99, HintWeight = 1 };

    public Trainer<Classifier> Float(int epochs = 4) =>
        new(Configuration, Options with { Epochs = epochs }, Data, Targets, () => new Classifier(Configuration, Options.Dropout));

    public Checkpoint Checkpoint(string name, CheckpointKind kind) =>
        new(Path.Combine(Directory.CreateDirectory(_project.Output).FullName, name), kind, File.ReadAllText(_project.Configuration));

    /// <summary>A trained network as a file that teaches.</summary>
    /// <returns>Its path.</returns>
    public string WriteTeacher()
    {
        Trainer<Classifier> trainer = Float(epochs: 20);
        Run(trainer, Checkpoint("teacher", CheckpointKind.Float));
        TrainedNetwork trained = TrainedNetwork.From(trainer.Average, Configuration, RangeMethod.Mse);
        string path = Path.Combine(_project.Output, "teacher.tflite");
        IReadOnlyList<float[]> pictures = CalibrationPictures.Draw(Data, Configuration.InputSize, 32);
        File.WriteAllBytes(path, TfLiteWriter.Write(Quantizer.Quantize(trained.Graph, pictures, trained.Options).Model));
        return path;
    }

    /// <summary>Trains to the last epoch, or until told to stop after one; the losses of the epochs that ran.</summary>
    public static double[] Run<TClassifier>(Trainer<TClassifier> trainer, Checkpoint checkpoint, Func<int, bool>? stopAfter = null)
        where TClassifier : TrainableClassifier
    {
        using CancellationTokenSource stop = new();
        List<double> losses = [];
        try
        {
            trainer.Run(checkpoint, new EpochProgress(TextWriter.Null, terminal: false, "epoch"), stop.Token, report =>
            {
                losses.Add(report.Loss);
                if (stopAfter?.Invoke(report.Epoch) == true)
                {
                    stop.Cancel();
                }
            });
        }
        catch (OperationCanceledException)
        {
        }

        return [.. losses];
    }
}
