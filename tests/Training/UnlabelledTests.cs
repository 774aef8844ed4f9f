// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Teachers;
using Shouldly;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>Pictures of which nobody said what they show: only teachers do.</summary>
public sealed class UnlabelledTests : IDisposable
{
    private readonly TinyProject _project = new(picturesPerClass: 30);
    private readonly TinyTraining _training;

    public UnlabelledTests() => _training = new TinyTraining(_project);

    public void Dispose() => _project.Dispose();

    /// <summary>A teacher that calls everything a disc: labelled pictures keep most of their labels, the others have none to keep.</summary>
    [Fact]
    public void Only_teachers_say_what_they_show()
    {
        DataSet data = _training.Data.WithUnlabelled([_project.Pictures]);
        int labelled = _training.Data.Training.Count;
        data.Training.Count.ShouldBe(labelled + 60);
        data.Training.Skip(labelled).ShouldAllBe(picture => !picture.IsLabelled && picture.Source == DataSet.UnlabelledSource);
        SamplingWeights sampling = new(data.Training, "");
        ViewTargets labels = new(data.Training, 2, 0, null, 0);
        float[] row = new float[2];
        labels.Write(labelled, View.Whole, row);
        row.ShouldBe([0.5f, 0.5f]);

        Recording trainer = new(_training, data, new TrainingTargets(sampling, labels, null, new DiscTeacher(), 0.25f));
        TinyTraining.Run(trainer, _training.Checkpoint("unlabelled", CheckpointKind.Float));

        trainer.Seen.Count.ShouldBeGreaterThan(labelled);
        // A quarter of the teacher's word beside a label, or all of it.
        float[] discs = [.. trainer.Seen.Distinct().Order()];
        discs.ShouldBe([0.25f, 1f], 1e-6);
        trainer.Seen.Count(disc => disc > 0.99f).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void What_views_are_taught_as_on_the_average_is_that_of_labelled_pictures()
    {
        DataSet data = _training.Data.WithUnlabelled([Path.Combine(_project.Pictures, "disc")]);
        TrainingBatches batches = new(data, new SamplingWeights(data.Training, ""), new ViewTargets(data.Training, 2, 0, null, 0), null, new AugmentationOptions(), 16, 1);
        batches.ClassShares().ShouldBe([0.5, 0.5], 0.05);
    }

    [Fact]
    public void The_command_learns_from_them()
    {
        string teacher = _training.WriteTeacher();
        int Run(params string[] more) => new RootCommand { new TrainCommand() }
            .Parse(["train", _project.Configuration, "--data", _project.Pictures, "-o", _project.Output, "--teacher", teacher, "--epochs", "1", "--batch", "8", "--restart", .. more])
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

        Run("--unlabelled", _project.Pictures, "--sampling-weights", "unlabelled=0.5", "--views", "2").ShouldBe(0);
        string empty = Directory.CreateDirectory(Path.Combine(_project.Output, "none")).FullName;
        Should.Throw<InvalidDataException>(() => Run("--unlabelled", empty)).Message.ShouldContain("no picture in it");
        Should.Throw<InvalidDataException>(() => Run("--unlabelled", "absent")).Message.ShouldContain("no such directory");
    }

    private sealed class DiscTeacher : IViewJudge
    {
        public int HintWidth => 1;

        public (Tensor Probabilities, Tensor Hints) Judge(Batch batch, Func<IReadOnlyList<PictureView>, Tensor> draw) =>
            (tensor(new float[] { 0, 1 }).expand(batch.Views.Count, 2), zeros(batch.Views.Count, 1));
    }

    /// <summary>Remembers how much of a disc it was taught to see; labelled discs are left out, of which teacher and label say the same.</summary>
    private sealed class Recording(TinyTraining training, DataSet data, TrainingTargets targets)
        : Trainer<Classifier>(training.Configuration, training.Options with { Epochs = 2 }, data, targets, () => new Classifier(training.Configuration, 0))
    {
        public List<float> Seen { get; } = [];

        protected override double Learn(Tensor inputs, Tensor targets, Tensor? hints, int step)
        {
            Seen.AddRange(targets.select(1, 1).data<float>().ToArray());
            return base.Learn(inputs, targets, hints, step);
        }
    }
}
