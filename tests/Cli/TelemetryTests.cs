// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Cli.Verbs.Monitoring;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class TelemetryTests
{
    private const string Inference =
        """{"type":"inference","frame":3,"framesPerSecond":11.5,"totalMicroseconds":84000,"score":0.93,"present":true}""";

    [Theory]
    [InlineData("ets Jun  8 2016 00:22:57")]
    [InlineData("{\"type\":\"inference\",\"fra")]
    [InlineData("{\"frame\":3}")]
    [InlineData("[1,2]")]
    [InlineData("")]
    public void What_is_no_telemetry_is_passed_over(string line) => TelemetryLine.TryParse(line).ShouldBeNull();

    [Fact]
    public void An_inference_is_summed_up()
    {
        TelemetryLine line = TelemetryLine.TryParse(Inference).ShouldNotBeNull();
        TelemetrySummary.Describe(line).ShouldBe("frame      3  84.0 ms  11.5 frames/s  wake word 93.0 %");
    }

    [Fact]
    public void The_state_counts_and_keeps_the_newest()
    {
        TelemetryState state = new();
        state.Add("garbage");
        state.Add(Inference);
        state.Add("""{"type":"error","message":"frame too short"}""");
        (state.Inferences, state.Errors, state.Unreadable).ShouldBe((1, 1, 1));
        state.Newest("error")!.Word("message").ShouldBe("frame too short");
        state.Latencies.ShouldBe([84000]);
        state.Others.ShouldBe(["garbage"]);
    }

    [Fact]
    public void A_sparkline_spans_its_range() => Sparkline.Draw([1, 2, 3]).ShouldBe("▁▄█");

    [Fact]
    public void A_missing_port_is_named()
    {
        ToolResult result = Tool.Run("monitor", "--port", "/dev/no-such-port");
        result.Code.ShouldBe(ExitCode.TargetFailure);
        result.ErrorLine.ShouldStartWith("mcunet: /dev/no-such-port: no such port");
    }
}
