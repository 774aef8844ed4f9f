// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;

namespace MCUNetV2.Remote;

/// <summary>Links runners with parts of the engine, in the build folder of a target.</summary>
internal static class RunnerLinker
{
    private const string Runner = "mcunet_runner_linked";
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <exception cref="LinkException">It does not link.</exception>
    public static T Link<T>(string folder, string source, Func<string, T> use)
    {
        using FileStream claim = Claim(Path.Combine(folder, "linked.lock"));
        File.WriteAllText(Path.Combine(folder, "linked.c"), source);
        Build(folder);
        return use(Path.Combine(folder, $"{Runner}.elf"));
    }

    /// <summary>Waits until no other process links in the folder.</summary>
    private static FileStream Claim(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                Thread.Sleep(Retry);
            }
        }
    }

    private static void Build(string folder)
    {
        ProcessStartInfo start = new("cmake", ["--build", folder, "--target", Runner]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process build = Process.Start(start)!;
            Task<string> errors = build.StandardError.ReadToEndAsync();
            string output = build.StandardOutput.ReadToEnd();
            build.WaitForExit();
            if (build.ExitCode != 0)
            {
                throw new LinkException($"{Runner} does not link: {LastLine(output + errors.Result)}");
            }
        }
        catch (Win32Exception exception)
        {
            throw new LinkException($"cmake cannot be started: {exception.Message}");
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? "cmake failed";
}
