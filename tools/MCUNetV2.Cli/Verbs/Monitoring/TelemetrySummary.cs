// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Verbs.Monitoring;

/// <summary>One line of telemetry as one line for people.</summary>
internal static class TelemetrySummary
{
    public static string Describe(TelemetryLine line)
    {
        return line.Type switch
        {
            "start" => $"started: model {line.Word("model")}, kernels {line.Word("backend")}",
            "inference" => DescribeInference(line),
            "memory" => Format($"memory: arena {line.Number("arenaHighWaterBytes")} of {line.Number("arenaBytes")} B, stack {line.Number("stackBytes")} B"),
            "warning" => $"warning: {line.Word("message")}",
            "error" => $"error: {line.Word("message")}",
            _ => line.Text,
        };
    }

    /// <summary>What the application saw, when it says so.</summary>
    public static string DescribeResult(TelemetryLine line)
    {
        string label = line.Word("label") ?? "wake word";
        string present = line.Flag("present") switch { true => label, false => $"no {label}", null => "" };
        string score = line.Number("score") is { } value ? Format($" {value * 100:0.0} %") : "";
        return present + score;
    }

    private static string DescribeInference(TelemetryLine line)
    {
        return Format(
            $"frame {line.Number("frame"),6}  {line.Number("totalMicroseconds") / 1000:0.0} ms  {line.Number("framesPerSecond"):0.0} frames/s  {DescribeResult(line)}").TrimEnd();
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
