// SPDX-License-Identifier: MIT
namespace MCUNetV2.Diagnostics
{
    /// <summary>Where a PC's commands come from: the other direction of the telemetry's line. docs/MEASURING.md lists them.</summary>
    public interface ICommandPort
    {
        /// <summary>Gets the next command that has arrived whole. Never waits.</summary>
        /// <returns>The command, without the end of its line; null when there is none.</returns>
        string ReadCommand();
    }
}
