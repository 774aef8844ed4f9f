// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Errors;

/// <summary>What the process returns; docs/EXIT-CODES.md and <c>--help</c> list the same.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>A defect of the tool itself.</summary>
    InternalError = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A file cannot be read, or is not what it should be: truncated, damaged, of another kind.</summary>
    InvalidFile = 3,

    /// <summary>A sound model with something that this engine does not run.</summary>
    UnsupportedModel = 4,

    /// <summary>No schedule meets the limits.</summary>
    Infeasible = 5,

    /// <summary>The engine or the target refused or failed.</summary>
    TargetFailure = 6,

    /// <summary>A program or library that this verb needs is not installed.</summary>
    MissingTool = 7,

    /// <summary>A result cannot be written.</summary>
    OutputError = 8,

    /// <summary>Stopped with Ctrl-C.</summary>
    Interrupted = 130,
}
