// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Remote;
using Xunit;

namespace MCUNetV2.OnTarget.Tests;

/// <summary>The simulated microcontrollers; a test is skipped where one is not built.</summary>
internal static class Machines
{
    public static TheoryData<string> Names => [.. TargetMachine.All.Select(machine => machine.Name)];

    public static TargetMachine Find(string name)
    {
        TargetMachine machine = TargetMachine.All.Single(candidate => candidate.Name == name);
        try
        {
            machine.FindRunner();
        }
        catch (LinkException exception)
        {
            Assert.Skip(exception.Message);
        }

        return machine;
    }

    public static Target LayoutOf(string name) => TargetMachine.All.Single(machine => machine.Name == name).Layout;
}
