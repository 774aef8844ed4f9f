// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.Host.Camera.ArduCam;

/// <summary>Time that passes only when somebody waits.</summary>
public sealed class SimulatedClock : IClock
{
    /// <inheritdoc/>
    public long Milliseconds { get; private set; }

    /// <inheritdoc/>
    public void Wait(int milliseconds) => Milliseconds += milliseconds;
}
