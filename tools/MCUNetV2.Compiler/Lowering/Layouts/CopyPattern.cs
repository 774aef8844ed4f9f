// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Lowering.Layouts;

/// <summary>What the device's STRIDED_COPY needs to know of a view: its loops by the axes that they step along.</summary>
internal static class CopyPattern
{
    /// <param name="view">Three dimensions: rows, columns and channels of the output.</param>
    /// <param name="from">The tensor that it is a view of.</param>
    /// <returns>Null when a loop runs over the end of an axis, or there are too many.</returns>
    public static CopyConstants? Of(StridedView view, Extents from)
    {
        List<CopyLoop> loops = new();
        foreach (Axis output in Enum.GetValues<Axis>())
        {
            foreach (Loop loop in view.Dimensions[(int)output])
            {
                if (!Split(loop, output, from, loops))
                {
                    return null;
                }
            }
        }

        int[] origin = [view.Offset / (from.Width * from.Channels), view.Offset / from.Channels % from.Width, view.Offset % from.Channels];
        return loops.Count <= FormatNumbers.MaxLoops && Enum.GetValues<Axis>().All(axis => StaysInside(axis, origin[(int)axis], loops, from))
            ? new CopyConstants([.. origin], [.. loops])
            : null;
    }

    /// <summary>Adds a loop as one along an axis, or as nested ones where it runs over the ends of an axis.</summary>
    private static bool Split(Loop loop, Axis output, Extents from, List<CopyLoop> loops)
    {
        int distance = Math.Abs(loop.Stride);
        (Axis axis, int unit) = AxisOf(distance, from);
        int line = unit * from[axis];
        if (axis == Axis.Row || (long)(loop.Size - 1) * distance < line)
        {
            Add(new CopyLoop(loop.Size, output, axis, loop.Stride / unit), loops);
            return true;
        }

        int inner = line / distance;
        if (line % distance != 0 || inner < 2 || loop.Size % inner != 0)
        {
            return false;
        }

        if (!Split(new Loop(loop.Size / inner, loop.Stride * inner), output, from, loops))
        {
            return false;
        }

        Add(new CopyLoop(inner, output, axis, loop.Stride / unit), loops);
        return true;
    }

    /// <summary>The outermost axis, longer than 1, that steps of a number of bytes follow, and the bytes of a step along it.</summary>
    private static (Axis Axis, int Unit) AxisOf(int distance, Extents from)
    {
        int row = from.Width * from.Channels;
        return distance > 0 && distance % row == 0 && from.Height > 1 ? (Axis.Row, row)
            : distance > 0 && distance % from.Channels == 0 && from.Width > 1 ? (Axis.Column, from.Channels)
            : (Axis.Channel, 1);
    }

    private static void Add(CopyLoop loop, List<CopyLoop> loops)
    {
        if (loops is [.., var outer] && outer.Output == loop.Output && outer.Input == loop.Input && outer.Step == loop.Step * loop.Size)
        {
            loops[^1] = loop with { Size = outer.Size * loop.Size };
        }
        else
        {
            loops.Add(loop);
        }
    }

    private static bool StaysInside(Axis axis, int origin, List<CopyLoop> loops, Extents from)
    {
        long[] reaches = loops.Where(l => l.Input == axis).Select(l => (long)(l.Size - 1) * l.Step).ToArray();
        return origin + reaches.Where(r => r < 0).Sum() >= 0 && origin + reaches.Where(r => r > 0).Sum() < from[axis];
    }
}
