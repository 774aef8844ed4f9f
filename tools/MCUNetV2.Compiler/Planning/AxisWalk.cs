// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Compiler.Planning;

/// <summary>The steps of a stage along one axis.</summary>
/// <param name="Count">Number of steps, at least 1.</param>
/// <param name="First">Pixels of the driver at step 0 (<see cref="Pace.Arrival"/>).</param>
/// <param name="Step">Pixels more at each further step (<see cref="Pace.Arrival"/>).</param>
public readonly record struct AxisWalk(int Count, Pace Pace = Pace.Demand, int First = 0, int Step = 0)
{
    /// <summary>All of it at once.</summary>
    public static AxisWalk Once => new(1);
}
