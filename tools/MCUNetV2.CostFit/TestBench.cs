// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Remote;

namespace MCUNetV2.CostFit;

/// <summary>A simulated target, and what it executed so far.</summary>
/// <param name="machine">The target.</param>
/// <param name="folder">Keeps what was measured.</param>
internal sealed class TestBench(TargetMachine machine, string folder)
{
    /// <summary>Plans a network for the target and measures it, or takes what an earlier run kept.</summary>
    public (Plan Plan, Measurement Measured) Measure(Subject subject)
    {
        Plan plan = subject.Plan(machine.Layout);
        return (plan, Measurement.Of(machine, plan, subject.FileIn(folder, machine.Name)));
    }
}
