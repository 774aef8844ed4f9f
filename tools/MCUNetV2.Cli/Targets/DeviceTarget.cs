using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Targets;

/// <summary>A machine that packages are compiled for.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Layout">Whose kernels the weights are laid out for.</param>
internal sealed record DeviceTarget(string Name, Target Layout)
{
    public static readonly DeviceTarget Host = new("host", Target.Portable);

    private static readonly DeviceTarget[] All = [Host];

    /// <summary>All of them, for people.</summary>
    public static string Names => string.Join(", ", All.Select(target => target.Name));

    /// <param name="fail">Told when there is no such target.</param>
    public static DeviceTarget? Find(string name, Action<string> fail)
    {
        DeviceTarget? found = Array.Find(All, target => target.Name == name);
        if (found is null)
        {
            fail($"\"{name}\" is not a target; write one of {Names}");
        }

        return found;
    }
}
