// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.Planning;

/// <summary>What sets a plan's peak.</summary>
/// <param name="Operator">Number of the operator during which most of the arena is in use.</param>
/// <param name="Bytes">Bytes in use then; the peak, but for gaps that the placement could not fill.</param>
/// <param name="Buffers">What is in use then, largest first.</param>
public sealed record PeakExplanation(int Operator, int Bytes, ImmutableArray<PlacedBuffer> Buffers)
{
    public static PeakExplanation Of(Plan plan)
    {
        (int worst, int bytes) = Enumerable.Range(0, plan.Graph.Operators.Length)
            .Select(op => (Operator: op, Bytes: Covered(Alive(plan, op))))
            .MaxBy(use => use.Bytes);
        return new PeakExplanation(worst, bytes, [.. Alive(plan, worst).OrderByDescending(b => b.Bytes)]);
    }

    private static IEnumerable<PlacedBuffer> Alive(Plan plan, int op) => plan.Buffers.Where(b => b.First <= op && op <= b.Last);

    /// <summary>Bytes that at least one of the buffers occupies.</summary>
    private static int Covered(IEnumerable<PlacedBuffer> buffers)
    {
        int covered = 0;
        int end = 0;
        foreach (PlacedBuffer buffer in buffers.OrderBy(b => b.Offset))
        {
            int start = Math.Max(end, buffer.Offset);
            covered += Math.Max(0, buffer.Offset + buffer.Bytes - start);
            end = Math.Max(end, buffer.Offset + buffer.Bytes);
        }

        return covered;
    }
}
