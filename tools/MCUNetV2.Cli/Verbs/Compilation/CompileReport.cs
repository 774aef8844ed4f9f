namespace MCUNetV2.Cli.Verbs.Compilation;

/// <summary>What <c>compile</c> wrote.</summary>
/// <param name="PeakBytes">SRAM, everything counted.</param>
/// <param name="FlashBytes">Size of the package.</param>
/// <param name="Overhead">MACs against layer-by-layer; 1 is none.</param>
internal sealed record CompileReport(string Package, int PeakBytes, int FlashBytes, string Schedule, long Macs, double Overhead);
