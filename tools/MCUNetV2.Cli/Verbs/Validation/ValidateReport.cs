// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary>What <c>validate --json</c> reports.</summary>
/// <param name="Model">As the board names it.</param>
/// <param name="Backend">Kernels of the board.</param>
/// <param name="Frame">Size and format of the frames that it was shown.</param>
/// <param name="Count">Pictures that it judged.</param>
/// <param name="Equal">Of them, those whose outputs are the PC's, byte for byte.</param>
/// <param name="Different">The others.</param>
/// <param name="Accuracy">Share of right answers of the board.</param>
/// <param name="AccuracyHere">Share of right answers of this PC, on the same frames.</param>
/// <param name="Repeated">Frames that were shown again, since one of their lines was lost.</param>
/// <param name="Time">Milliseconds of an inference, on average, the profiled one left out; null where there is no other.</param>
/// <param name="Operators">Of one inference, each operator run and timed by itself; empty where the board does not time them.</param>
/// <param name="Memory">As the board reports it; null where it did not.</param>
internal sealed record ValidateReport(
    string Model,
    string Backend,
    string Frame,
    int Count,
    int Equal,
    ImmutableArray<DifferentPicture> Different,
    double Accuracy,
    double AccuracyHere,
    int Repeated,
    BoardTime? Time,
    ImmutableArray<OperatorTime> Operators,
    BoardMemory? Memory);

/// <summary>A picture that board and PC see differently.</summary>
/// <param name="Bytes">Bytes of the outputs that differ.</param>
internal sealed record DifferentPicture(string Picture, int Bytes, string OnBoard, string Here);

/// <summary>Milliseconds: the frame's way over the line, C, C# and the CLR.</summary>
internal sealed record BoardTime(double Total, double Input, double Native, double Managed);

/// <summary>One operator.</summary>
/// <param name="Kind">Null where the board runs another network than MODEL.</param>
/// <param name="Cycles">0 where the board has no counter.</param>
internal sealed record OperatorTime(int Index, string? Kind, long Microseconds, long Cycles);

/// <summary>Bytes; null where the board cannot tell.</summary>
internal sealed record BoardMemory(long? Arena, long? ArenaUsed, long? ArenaHighWater, long? Stack, long? ManagedFree, long? InternalFree, long? ExternalFree);
