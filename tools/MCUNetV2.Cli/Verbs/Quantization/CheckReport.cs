// SPDX-License-Identifier: MIT
using System.Globalization;

namespace MCUNetV2.Cli.Verbs.Quantization;

/// <summary>The int8 network against the float one.</summary>
/// <param name="Pictures">How many they were compared on.</param>
/// <param name="Engine">Whether the engine itself ran the int8 network; otherwise its rounding was simulated, for want of an operator.</param>
/// <param name="Outputs">In the network's order.</param>
/// <param name="Accuracy">On the pictures of which the class is known; null without any.</param>
internal sealed record CheckReport(int Pictures, bool Engine, OutputCheck[] Outputs, AccuracyCheck? Accuracy)
{
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"int8 {(Engine ? "in the engine" : "simulated")} against float, {Pictures} pictures:");
        foreach (OutputCheck output in Outputs)
        {
            string top = output.SameTop is { } share ? string.Create(CultureInfo.InvariantCulture, $", the same largest value in {share:P1}") : "";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {output.Name}: {output.Decibels:F1} dB{top}"));
        }

        if (Accuracy is { } accuracy)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  right of {accuracy.Pictures} pictures: float {accuracy.Float:P2}, int8 {accuracy.Int8:P2}"));
        }
    }
}

/// <summary>How often the likeliest class is the picture's.</summary>
/// <param name="Pictures">Of how many the class is known.</param>
/// <param name="Float">Share that the float network has right.</param>
/// <param name="Int8">Share that the int8 network has right.</param>
internal sealed record AccuracyCheck(int Pictures, double Float, double Int8);

/// <summary>One output.</summary>
/// <param name="Decibels">Signal power over error power.</param>
/// <param name="SameTop">Of a vector: the share of pictures whose largest value is at the same place; null otherwise.</param>
internal sealed record OutputCheck(string Name, double Decibels, double? SameTop);
