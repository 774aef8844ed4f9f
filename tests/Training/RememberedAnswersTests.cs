// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Teachers;
using Shouldly;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>What teachers said of views that all epochs share: the same as if they were asked again, and on disk.</summary>
public sealed class RememberedAnswersTests : IDisposable
{
    private const string Fingerprint = "these teachers and views";

    private static readonly AugmentationOptions Views = new(PerPicture: 3);

    private readonly TinyProject _project = new(picturesPerClass: 20);
    private readonly TinyTraining _training;
    private readonly string _file;

    public RememberedAnswersTests()
    {
        _training = new TinyTraining(_project);
        _file = Path.Combine(Directory.CreateDirectory(_project.Output).FullName, "answers.bin");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_view_is_the_same_in_every_epoch_and_at_every_size()
    {
        TrainingBatches batches = Batches();
        Dictionary<PictureView, Tensor> seen = [];
        for (int epoch = 0; epoch < 4; epoch++)
        {
            foreach (Batch batch in batches.Epoch(epoch, _ => 32, CancellationToken.None))
            {
                for (int i = 0; i < batch.Views.Count; i++)
                {
                    batch.Views[i].Number.ShouldBeInRange(0, 2);
                    Tensor pixels = batch.Inputs[i].clone();
                    if (!seen.TryAdd(batch.Views[i], pixels))
                    {
                        Same(pixels, seen[batch.Views[i]]).ShouldBeTrue();
                    }
                }

                Same(batches.Draw(batch.Views, 32), batch.Inputs).ShouldBeTrue();
            }
        }

        seen.Count.ShouldBeGreaterThan(_training.Data.Training.Count);
        PictureView[] views = [.. seen.Keys];
        Tensor large = batches.Draw(views, 64);
        nn.functional.avg_pool2d(large, 2).sub(batches.Draw(views, 32)).abs().mean().item<float>().ShouldBeLessThan(0.02f);
    }

    [Fact]
    public void Teachers_are_asked_once_for_each_view_and_what_they_said_is_read_back()
    {
        CountingTeacher teacher = new();
        TeacherPanel panel = new([teacher], _training.Data, _training.Targets.Sampling, 32, 2, 1);
        TrainingBatches batches = Batches();
        int fitted = teacher.Asked;
        using (AnswerFile answers = AnswerFile.Open(_file, Fingerprint, 2, panel.HintWidth))
        {
            RememberedAnswers remembered = new(panel, answers);
            for (int epoch = 0; epoch < 6; epoch++)
            {
                // The student sees small pictures first; its teachers never do.
                foreach (Batch batch in batches.Epoch(epoch, _ => epoch == 0 ? 16 : 32, CancellationToken.None))
                {
                    (Tensor probabilities, Tensor hints) = remembered.Judge(batch, views => batches.Draw(views, 32));
                    (Tensor expected, Tensor features) = panel.Judge(batches.Draw(batch.Views, 32));
                    fitted += batch.Views.Count;
                    probabilities.sub(expected).abs().max().item<float>().ShouldBeLessThan(1e-3f);
                    hints.sub(features).abs().max().item<float>().ShouldBeLessThan(2e-3f);
                }
            }

            (teacher.Asked - fitted).ShouldBe(answers.Count);
            answers.Count.ShouldBeGreaterThan(_training.Data.Training.Count);
        }

        // An interruption may cut the last record off.
        int known = Known(Fingerprint);
        using (FileStream file = File.OpenWrite(_file))
        {
            file.SetLength(file.Length - 3);
        }

        Known(Fingerprint).ShouldBe(known - 1);
        Known("other teachers").ShouldBe(0);
        Known("other teachers").ShouldBe(0);
    }

    [Fact]
    public void A_file_of_something_else_is_left_alone()
    {
        foreach (byte[] other in new byte[][] { [1, 2, 3], [.. "a letter to somebody, which is longer than a header"u8] })
        {
            File.WriteAllBytes(_file, other);
            Should.Throw<InvalidDataException>(() => AnswerFile.Open(_file, Fingerprint, 2, 5)).Message.ShouldContain("not a file of teachers' answers");
            File.ReadAllBytes(_file).ShouldBe(other);
        }
    }

    [Fact]
    public void A_file_that_another_training_writes_is_named()
    {
        using AnswerFile first = AnswerFile.Open(_file, Fingerprint, 2, 5);
        Should.Throw<InvalidDataException>(() => AnswerFile.Open(_file, Fingerprint, 2, 5)).Message.ShouldStartWith($"{_file}: cannot be written");
        Should.Throw<InvalidDataException>(() => AnswerFile.Open(Path.Combine(_project.Output, "absent", "answers.bin"), Fingerprint, 2, 5)).Message.ShouldContain("cannot be written");
    }

    [Fact]
    public void Training_goes_on_with_what_teachers_said_before()
    {
        string teacher = _training.WriteTeacher();
        string[] command = ["train", _project.Configuration, "--data", _project.Pictures, "-o", _project.Output, "--teacher", teacher, "--views", "2", "--batch", "8"];

        Run([.. command, "--epochs", "2"]).ShouldBe(0);
        long after = new FileInfo(_file).Length;
        Run([.. command, "--epochs", "3"]).ShouldBe(0);

        after.ShouldBeGreaterThan(0);
        new FileInfo(_file).Length.ShouldBeInRange(after, 2 * after);
    }

    private TrainingBatches Batches() => new(_training.Data, _training.Targets.Sampling, _training.Targets.Labels, null, Views, 8, seed: 5);

    private static bool Same(Tensor one, Tensor other) => one.sub(other).abs().max().item<float>() == 0;

    private int Known(string fingerprint)
    {
        using AnswerFile answers = AnswerFile.Open(_file, fingerprint, 2, CountingTeacher.FeatureCount);
        return answers.Count;
    }

    private static int Run(params string[] arguments)
    {
        RootCommand root = new() { new TrainCommand() };
        return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Knows how bright the quarters of a picture are.</summary>
    private sealed class CountingTeacher : ITeacher
    {
        public const int FeatureCount = 12;

        public int Asked { get; private set; }

        public int Width => FeatureCount;

        public TeacherAnswer Answer(Tensor views)
        {
            Asked += (int)views.shape[0];
            Tensor features = nn.functional.adaptive_avg_pool2d(views, 2).reshape(-1, FeatureCount);
            return new TeacherAnswer(features, features.narrow(1, 0, 2));
        }

        public float[][] Features(IReadOnlyList<PictureFile> pictures) => throw new NotSupportedException();
    }
}
