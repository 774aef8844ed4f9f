// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Boards;

namespace MCUNetV2.Cli.Verbs.PublicModels;

/// <summary>What <c>models --json</c> reports.</summary>
/// <param name="Missing">Models of the list whose file is in no folder.</param>
internal sealed record ModelsReport(ImmutableArray<ModelRow> Models, ImmutableArray<string> Missing);

/// <summary>What one model takes.</summary>
/// <param name="Input">Height, width, channels.</param>
/// <param name="Macs">Of the model as it is.</param>
/// <param name="LayerByLayerPeakBytes">Activations layer by layer.</param>
/// <param name="PeakBytes">SRAM of the smallest schedule without extra MACs, everything counted.</param>
/// <param name="SmallestPeakBytes">SRAM of the smallest schedule of all.</param>
/// <param name="SmallestOverhead">MACs of that against layer by layer.</param>
/// <param name="FlashBytes">Of the package.</param>
/// <param name="Times">Instructions by target, of the schedule without extra MACs; those that were asked for.</param>
/// <param name="Boards">How it fits each board.</param>
internal sealed record ModelRow(
    PublicModel Model,
    ImmutableArray<int> Input,
    long Macs,
    long LayerByLayerPeakBytes,
    int PeakBytes,
    int SmallestPeakBytes,
    double SmallestOverhead,
    int FlashBytes,
    ImmutableArray<TargetInstructions> Times,
    ImmutableArray<BoardFit> Boards);

/// <summary>Instructions of one inference on a target.</summary>
internal sealed record TargetInstructions(string Target, long Instructions);
