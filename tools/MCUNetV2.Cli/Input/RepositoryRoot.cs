// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Input;

/// <summary>Where the repository is: programs are built from its sources, boards, models and photographs have their places in it.</summary>
internal static class RepositoryRoot
{
    private const string Variable = "MCUNET_ROOT";

    // Boards, models and photographs of an installed tool, which lies in no repository.
    private const string Installed = "share";

    private static string? Repository => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root ? root : RepositoryFolder.Find();

    /// <summary>As the launcher says, or the folder above the program that holds the solution.</summary>
    /// <param name="purpose">What asks for it, for the message.</param>
    /// <exception cref="CliException">The program lies in no repository: it was installed, or moved.</exception>
    public static string Find(string purpose) => Repository
        ?? throw new CliException(ExitCode.MissingTool, $"{purpose} needs a clone of the repository, and this program lies in none; run ./mcunet there, or set {Variable} to its folder");

    /// <summary>A file or folder that an installed tool brings along.</summary>
    /// <param name="relative">Named from the repository's root.</param>
    /// <exception cref="CliException">The program was moved away from it.</exception>
    public static string Shared(string relative)
    {
        string installed = Path.Combine(AppContext.BaseDirectory, Installed);
        return Path.Combine(Repository is { } root ? root : Directory.Exists(installed) ? installed : Find(relative), relative);
    }

    /// <summary>Where results go unless the command line says otherwise: <c>out</c> in the repository, or where the installed tool was called.</summary>
    public static string Output(string name) => Path.Combine(Repository ?? Directory.GetCurrentDirectory(), "out", name);
}
