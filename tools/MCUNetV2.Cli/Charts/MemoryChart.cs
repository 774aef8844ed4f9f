// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Planning;
using Spectre.Console;

namespace MCUNetV2.Cli.Charts;

/// <summary>The memory map in a terminal: steps from left to right, arena addresses upwards, a letter for what lies there.</summary>
internal static class MemoryChart
{
    private const int Rows = 16;
    private const int MostColumns = 100;
    private const int LabelColumns = 13;

    private static readonly Dictionary<BufferRole, char> Letters = new()
    {
        [BufferRole.Tensor] = '#',
        [BufferRole.Window] = 'w',
        [BufferRole.Line] = '=',
        [BufferRole.Stash] = '|',
        [BufferRole.Scratch] = 's',
        [BufferRole.Bookkeeping] = '.',
    };

    public static void Write(IAnsiConsole console, Plan plan)
    {
        int steps = plan.Graph.Operators.Length;
        int width = Math.Min(Math.Min(MostColumns, Math.Max(1, console.Profile.Width - LabelColumns)), steps);
        console.WriteLine();
        for (int row = Rows - 1; row >= 0; row--)
        {
            long address = ((2L * row) + 1) * plan.PeakBytes / (2 * Rows);
            string line = string.Concat(Enumerable.Range(0, width).Select(column => At(plan, column * steps / width, address)));
            string label = row == Rows - 1 ? ByteSize.Format(plan.PeakBytes) : row == 0 ? "0 B" : "";
            console.WriteLine($"{label,12} {line}");
        }

        console.WriteLine($"{"",12} operators 0 to {steps - 1}");
        string[] legend = ["# whole tensor   w window   = kept rows   ", "| kept columns   s scratch   . bookkeeping"];
        bool oneLine = LabelColumns + legend.Sum(part => part.Length) <= console.Profile.Width;
        foreach (string line in oneLine ? [string.Concat(legend)] : legend)
        {
            console.WriteLine($"{"",12} {line}".TrimEnd());
        }
    }

    private static char At(Plan plan, int step, long address)
    {
        PlacedBuffer? buffer = plan.Buffers.FirstOrDefault(b => b.First <= step && step <= b.Last && b.Offset <= address && address < b.Offset + b.Bytes);
        return buffer is null ? ' ' : Letters[buffer.Role];
    }
}
