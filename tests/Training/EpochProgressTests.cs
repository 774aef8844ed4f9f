// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Optimization;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class EpochProgressTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_counter_says_how_far_the_epoch_is()
    {
        EpochCounter counter = new(5, _time);
        _time.Advance(seconds: 40);
        counter.Add(16, 0.5);
        counter.Add(16, 0.25);

        counter.ToString().ShouldBe("step 2/5  1 pictures/s  loss 0.3750  1:00 left");
    }

    [Fact]
    public void A_file_gets_a_line_every_half_minute()
    {
        using StringWriter writer = new();

        Run(writer, terminal: false, secondsPerStep: 16).ShouldBe(3);

        writer.ToString().ShouldBe($"epoch 1/2  step 2/3  0 pictures/s  loss 1.5000  0:16 left{Environment.NewLine}");
    }

    [Fact]
    public void A_file_stays_empty_when_epochs_are_short()
    {
        using StringWriter writer = new();

        Run(writer, terminal: false, secondsPerStep: 1).ShouldBe(3);

        writer.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_terminal_counts_the_same()
    {
        using StringWriter writer = new();

        Run(writer, terminal: true, secondsPerStep: 16).ShouldBe(3);
    }

    private double Run(StringWriter writer, bool terminal, double secondsPerStep) => new EpochProgress(writer, terminal, "epoch", _time).Run("1/2", 3, (counter, show) =>
    {
        foreach (double loss in new[] { 1, 2, 6 })
        {
            _time.Advance(secondsPerStep);
            counter.Add(8, loss);
            show();
        }
    });
}
