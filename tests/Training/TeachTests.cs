// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary><c>teach</c> from its command line to what <c>train</c> reads.</summary>
public sealed class TeachTests : IDisposable
{
    private readonly TinyProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Two_teachers_write_what_a_student_learns_from()
    {
        TinyTraining training = new(_project);
        string teacher = training.WriteTeacher();
        string softLabels = Path.Combine(_project.Output, "teachers", "soft-labels.csv");
        string hints = Path.Combine(_project.Output, "teachers", "hints.bin");

        Run("teach", _project.Configuration, "--teacher", teacher + "@48", "--teacher", teacher, "--data", _project.Pictures, "-o", Path.GetDirectoryName(softLabels)!).ShouldBe(0);

        string[] classes = [.. training.Configuration.Classes];
        SoftLabels labels = SoftLabels.Load(softLabels, classes);
        FeatureHints features = FeatureHints.Load(hints);
        features.Width.ShouldBe(2 * new Classifier(training.Configuration, 0).FeatureCount);
        labels.Count.ShouldBe(training.Data.Training.Count);
        int right = 0;
        foreach (Picture picture in training.Data.Training)
        {
            labels.TryGet(picture.Name, out ReadOnlySpan<float> probabilities).ShouldBeTrue(picture.Name);
            (probabilities[0] + probabilities[1]).ShouldBe(1, 1e-4f);
            right += probabilities[picture.Label] > 0.5f ? 1 : 0;
            features[picture.Name].ToArray().ShouldContain(value => value != 0);
        }

        // Two views of a network that tells them apart; those that it was not fitted to included.
        right.ShouldBeGreaterThan(training.Data.Training.Count * 3 / 4);
        Run("train", _project.Configuration, "--data", _project.Pictures, "-o", _project.Output, "--soft-labels", softLabels, "--hints", hints, "--epochs", "1", "--batch", "16")
            .ShouldBe(0);
    }

    private static int Run(params string[] arguments)
    {
        RootCommand root = new() { new TeachCommand(), new TrainCommand() };
        return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
