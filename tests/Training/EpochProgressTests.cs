using MCUNetV2.Training.Optimization;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class EpochProgressTests
{
    [Fact]
    public void The_counter_says_how_far_the_epoch_is()
    {
        EpochCounter counter = new(4);
        counter.Add(16, 0.5);
        counter.Add(16, 0.25);

        counter.ToString().ShouldMatch(@"^step 2/4  \d+ pictures/s  loss 0\.3750  0:00 left$");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_step_is_counted_wherever_progress_is_shown(bool terminal)
    {
        using StringWriter writer = new();

        double loss = new EpochProgress(writer, terminal, "epoch").Run("1/2", 3, (counter, show) =>
        {
            foreach (double value in new[] { 1, 2, 6 })
            {
                counter.Add(8, value);
                show();
            }
        });

        loss.ShouldBe(3);
        // Lines come every half minute; a pipe that is read by a program stays short.
        if (!terminal)
        {
            writer.ToString().ShouldBeEmpty();
        }
    }
}
