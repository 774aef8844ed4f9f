// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Input;

/// <summary>Where the repository is: the demo's model, photographs and report have their places in it.</summary>
internal static class RepositoryRoot
{
    private const string Variable = "MCUNET_ROOT";
    private const string Landmark = "MCUNetV2.Device.sln";

    /// <summary>As the launcher says, or the folder above the program that holds the solution.</summary>
    /// <exception cref="CliException">The program was moved out of the repository.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root)
        {
            return root;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new CliException(ExitCode.InvalidFile, $"the repository is not to be found; set {Variable} to its folder");
    }
}
