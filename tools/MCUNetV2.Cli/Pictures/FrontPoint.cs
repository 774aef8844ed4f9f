namespace MCUNetV2.Cli.Pictures;

/// <summary>A schedule as a point: ours, or one that others have published.</summary>
/// <param name="PeakBytes">SRAM.</param>
/// <param name="Overhead">MACs against layer-by-layer.</param>
internal sealed record FrontPoint(string Name, int PeakBytes, double Overhead, bool IsChosen = false, bool IsPublished = false);
