// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MCUNetV2.Cli.Telemetry;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>What the page is told of one picture.</summary>
/// <param name="Label">The class that the firmware looked at; null of a model that finds boxes.</param>
/// <param name="Score">Of that class, or the most probable box; 0 to 1.</param>
/// <param name="Operators">Time of each operator, microseconds.</param>
/// <param name="HighWaterBytes">Of the arena, really written.</param>
/// <param name="ConverterBytes">State of the camera row converter, beside the arena.</param>
/// <param name="Seen">The model's input as it arrived: PNG, base64.</param>
/// <param name="Frame">What the camera delivered.</param>
internal sealed record LiveAnswer(
    string? Label,
    double Score,
    bool Present,
    bool Led,
    ImmutableArray<LiveBox> Boxes,
    int TotalMicroseconds,
    int InputMicroseconds,
    int NativeMicroseconds,
    int ManagedMicroseconds,
    ImmutableArray<int> Operators,
    int HighWaterBytes,
    int ConverterBytes,
    string Seen,
    [property: JsonIgnore] SavedFrame Frame);

/// <summary>A detected object; sides as parts of the picture's width and height.</summary>
internal sealed record LiveBox(string Label, double Score, double Left, double Top, double Right, double Bottom);

/// <summary>A frame, and the telemetry of its inference: what <c>capture</c> writes to a file.</summary>
internal sealed record SavedFrame(BoardPicture Picture, TelemetryLine Inference);
