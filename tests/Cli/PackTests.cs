// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>What <c>./pack.sh</c> makes, installed as a user would, far from the repository.</summary>
[Trait("Category", "Slow")]
public sealed class PackTests : IDisposable
{
    private const long MostBytes = 25_000_000; // of the tool's package

    private readonly Scratch _scratch = new();

    public PackTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "pack.sh takes Debian's cross compilers");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_command_line_is_installed_from_its_package_and_answers()
    {
        Succeed(Repository.Path("pack.sh"), _scratch.Directory);
        string package = Directory.GetFiles(_scratch.Directory, "MCUNetV2.Cli.*.nupkg").Single();
        new FileInfo(package).Length.ShouldBeLessThan(MostBytes);
        Directory.GetFiles(_scratch.Directory, "MCUNetV2.*.nupkg").Length.ShouldBe(4);

        string tools = _scratch.Path("tools");
        Succeed("dotnet", "tool", "install", "MCUNetV2.Cli", "--prerelease", "--tool-path", tools, "--add-source", _scratch.Directory);
        string mcunet = Path.Combine(tools, "mcunet");
        Path.GetFileNameWithoutExtension(package).ShouldEndWith(Succeed(mcunet, "--version").Trim().Split('+')[0]);
        string share = Directory.GetDirectories(tools, "share", SearchOption.AllDirectories).Single();
        Succeed(mcunet, "run", Path.Combine(share, "models/vww/person_vww.tflite"), "--input", Path.Combine(share, "samples/person/astronaut.jpg")).ShouldContain("person");
        Succeed(mcunet, "plan", Path.Combine(share, "models/vww/person_vww.tflite"), "--board", "esp32-cam").ShouldContain("esp32-cam: target");
        Succeed(mcunet, "demo");
        File.Exists(_scratch.Path("out/demo/report.html")).ShouldBeTrue();
        Succeed(mcunet, "demo", "--detect").ShouldContain("1 person");
        Succeed(mcunet, "live", "--help").ShouldContain("--listen");
        (int code, string _, string error) = Run(mcunet, "train", "nothing.json", "--data", "nowhere", "-o", "out");
        code.ShouldBe(7);
        error.ShouldContain("needs a clone of the repository");
    }

    private string Succeed(string program, params string[] arguments)
    {
        (int code, string output, string error) = Run(program, arguments);
        code.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {error}{output}");
        return output;
    }

    /// <summary>In a folder that is no repository's, without what points to one.</summary>
    private (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _scratch.Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in new[] { "MCUNET_ROOT", "MCUNET_LIBRARY", "NANO_METADATA" })
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
