// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Verbs.Quantization;

/// <summary>The int8 network against the float one.</summary>
/// <param name="Pictures">How many they were compared on.</param>
/// <param name="Engine">Whether the engine itself ran the int8 network; otherwise its rounding was simulated, for want of an operator.</param>
/// <param name="Outputs">In the network's order.</param>
internal sealed record CheckReport(int Pictures, bool Engine, OutputCheck[] Outputs)
{
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"int8 {(Engine ? "in the engine" : "simulated")} against float, {Pictures} pictures:");
        foreach (OutputCheck output in Outputs)
        {
            string top = output.SameTop is { } share ? string.Create(CultureInfo.InvariantCulture, $", the same largest value in {share:P1}") : "";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {output.Name}: {output.Decibels:F1} dB{top}"));
        }
    }
}

/// <summary>One output.</summary>
/// <param name="Decibels">Signal power over error power.</param>
/// <param name="SameTop">Of a vector: the share of pictures whose largest value is at the same place; null otherwise.</param>
internal sealed record OutputCheck(string Name, double Decibels, double? SameTop);
