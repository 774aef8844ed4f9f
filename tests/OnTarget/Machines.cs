using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Remote;
using Xunit;

namespace MCUNetV2.OnTarget.Tests;

/// <summary>The simulated microcontrollers; a test is skipped where one is not built.</summary>
internal static class Machines
{
    private static readonly TargetMachine[] s_all = [TargetMachine.CortexM4, TargetMachine.CortexM7, TargetMachine.Rv32];

    public static TargetMachine Find(string name)
    {
        TargetMachine machine = s_all.Single(candidate => candidate.Name == name);
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

    public static Target LayoutOf(string name) => name == TargetMachine.Rv32.Name ? Target.Portable : Target.Armv7em;

    public static RemoteEngine Open(string name, byte[] package) => RemoteEngine.Open(Find(name), package);
}
