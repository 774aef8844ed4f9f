// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Charts;

namespace MCUNetV2.Cli.Verbs.Planning;

/// <summary>Schedules of known networks that others have published, to be drawn beside ours.</summary>
internal static class PublishedPoints
{
    private const int KiB = 1024;

    /// <summary>MACs of MobileNetV2 1.0 at 224 x 224, by which it is recognised.</summary>
    private const long MobileNetV2Macs = 300_774_272;

    /// <summary>
    /// Lin et al., MCUNetV2, NeurIPS 2021, Table 1: layer by layer, and 4 x 4 patches; the image, scratch and the held residual left out.
    /// </summary>
    public static IEnumerable<FrontPoint> For(long macs) => macs == MobileNetV2Macs
        ? [new FrontPoint("MCUNetV2, 4 x 4 patches", 172 * KiB, 1.10, IsPublished: true)]
        : [];
}
