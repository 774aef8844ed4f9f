// SPDX-License-Identifier: MIT
namespace MCUNetV2.Diagnostics
{
    /// <summary>Where telemetry goes: a UART on a board.</summary>
    public interface ITelemetryPort
    {
        /// <summary>Sends one line of text, without its end.</summary>
        void WriteLine(string line);
    }
}
