// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace MCUNetV2.DevicePackages;

/// <summary>
/// nanoFramework's metadata processor, which turns an assembly into the .pe that the CLR reads. It is no library that a feed serves: the environment
/// names the command that runs it.
/// </summary>
/// <param name="Command">For example <c>dotnet mdp.dll</c>.</param>
internal sealed record MetadataProcessor(string Command)
{
    /// <summary>The variable of the environment that names the command; tests/run-nanoclr.sh reads it too.</summary>
    public const string Variable = "NANO_METADATA";

    /// <summary>As the environment says; null when it names none.</summary>
    public static MetadataProcessor? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } command ? new MetadataProcessor(command) : null;

    /// <summary>Writes NAME.pe beside an assembly.</summary>
    /// <param name="folder">Holds the assembly, NAME.dll, and those that it refers to.</param>
    /// <exception cref="InvalidOperationException">The processor failed; the message has what it said.</exception>
    public void Process(string folder, string name, IEnumerable<string> references)
    {
        string[] command = Command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> hints = references.SelectMany(reference => new[] { "-loadHints", reference, Path.Combine(folder, reference + ".dll") });
        string output = Path.Combine(folder, name + ".pe");
        ProcessStartInfo start = new(command[0], [.. command[1..], .. hints, "-parse", Path.Combine(folder, name + ".dll"), "-compile", output, "false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        if (process.ExitCode != 0 || !File.Exists(output))
        {
            throw new InvalidOperationException($"{Command}: no {name}.pe: {said.ReplaceLineEndings(" ").Trim()}");
        }
    }
}
