using System.Globalization;
using System.Text.RegularExpressions;

namespace MCUNetV2.Cli.Scheduling;

/// <summary>A schedule as <c>--schedule</c> asks for it.</summary>
internal abstract partial record ScheduleRequest
{
    /// <param name="text"><c>auto</c>, <c>layers</c>, <c>stream</c> or <c>patches:RxC[:n]</c>.</param>
    /// <exception cref="FormatException">None of them.</exception>
    public static ScheduleRequest Parse(string text)
    {
        switch (text)
        {
            case "auto":
                return new Auto();
            case "layers":
                return new Layers();
            case "stream":
                return new Stream();
        }

        Match match = PatchesPattern().Match(text);
        return match.Success
            ? new Patches(Number(match.Groups["rows"]), Number(match.Groups["columns"]), match.Groups["operators"].Success ? Number(match.Groups["operators"]) : null)
            : throw new FormatException($"\"{text}\" is not a schedule; write auto, layers, stream or patches:ROWSxCOLUMNS[:OPERATORS], for example patches:3x3:8");
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^patches:(?<rows>[1-9][0-9]{0,3})x(?<columns>[1-9][0-9]{0,3})(:(?<operators>[1-9][0-9]{0,3}))?$")]
    private static partial Regex PatchesPattern();

    public sealed record Auto : ScheduleRequest;

    public sealed record Layers : ScheduleRequest;

    public sealed record Stream : ScheduleRequest;

    /// <param name="Operators">How many operators run in patches; null: as many as make the peak lowest.</param>
    public sealed record Patches(int Rows, int Columns, int? Operators) : ScheduleRequest;
}
