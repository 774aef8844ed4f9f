// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Boards;

namespace MCUNetV2.Cli.Verbs.Compilation;

/// <summary>What <c>compile</c> wrote.</summary>
/// <param name="PeakBytes">SRAM, everything counted.</param>
/// <param name="FlashBytes">Size of the package.</param>
/// <param name="Overhead">MACs against layer-by-layer; 1 is none.</param>
/// <param name="Target">Whose kernels the weights are laid out for.</param>
/// <param name="Board">How it fits the board that was named; null when none was.</param>
internal sealed record CompileReport(string Package, int PeakBytes, int FlashBytes, string Schedule, long Macs, double Overhead, string Target, BoardFit? Board);
