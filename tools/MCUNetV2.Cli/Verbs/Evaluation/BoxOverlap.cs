// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Results;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>How much of two boxes is common.</summary>
internal static class BoxOverlap
{
    /// <summary>Intersection over union, 0 to 1.</summary>
    public static double Of(MarkedBox a, BoxReport b)
    {
        double common = Common(a, b);
        double all = Area(a) + Area(b) - common;
        return all > 0 ? common / all : 0;
    }

    /// <summary>Part of a detection that lies in a marked box, 0 to 1.</summary>
    public static double Inside(MarkedBox a, BoxReport b) => Area(b) > 0 ? Common(a, b) / Area(b) : 0;

    private static double Common(MarkedBox a, BoxReport b) =>
        Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left)) * Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top));

    private static double Area(MarkedBox box) => (box.Right - box.Left) * (box.Bottom - box.Top);

    private static double Area(BoxReport box) => (box.Right - box.Left) * (box.Bottom - box.Top);
}
