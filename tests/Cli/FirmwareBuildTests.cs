// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>
/// The way of docs/BOARDS.md into a firmware build, over a build that takes interop assemblies as nf-interpreter's does: FindINTEROP in CMake/Modules,
/// native-interop in InteropAssemblies, models from <c>compile --c-source</c>.
/// </summary>
public sealed class FirmwareBuildTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public FirmwareBuildTests()
    {
        foreach (string file in new[] { "CMakeLists.txt", "main.c" })
        {
            _scratch.Write(file, File.ReadAllBytes(Repository.Path($"tests/Cli/Firmware/{file}")));
        }

        const string Module = "FindINTEROP-MCUNetV2.Interop.cmake";
        _scratch.Write($"CMake/Modules/{Module}", File.ReadAllBytes(Repository.Path($"native-interop/glue/nanoframework/{Module}")));
        Directory.CreateDirectory(_scratch.Path("InteropAssemblies"));
        Directory.CreateSymbolicLink(_scratch.Path("InteropAssemblies/MCUNetV2.Interop"), Repository.Path("native-interop"));
    }

    public void Dispose()
    {
        Directory.Delete(_scratch.Path("InteropAssemblies/MCUNetV2.Interop")); // the link
        _scratch.Dispose();
    }

    [Fact]
    public void Two_models_are_linked_and_the_arena_lies_where_it_was_told_to()
    {
        string models = $"{Compile("one")};{Compile("two")}";
        (int code, string output) = Configure($"-DMCUNET_MODEL_SOURCE={models}", "-DTARGET_SERIES=STM32F7xx", "-DMCUNET_ARENA_BYTES=40960", "-DMCUNET_ARENA_SECTION=.ram0");
        code.ShouldBe(0, output);
        (code, output) = Run("cmake", "--build", _scratch.Path("build"), "-j2");
        code.ShouldBe(0, output);

        Run(_scratch.Path("build/firmware")).Output.Split('\n')[..3].ShouldBe(["one one 0", "two two 0", "40960"]);
        string section = Run("readelf", "-SW", _scratch.Path("build/firmware")).Output.Split('\n').Single(line => line.Contains(" .ram0 "));
        section.ShouldContain(" 00a000 ");
    }

    [Theory]
    [InlineData("RP2040", "MCUNetV2.Interop has no port for RP2040")]
    [InlineData("STM32F4xx", "MCUNET_MODEL_SOURCE names no model")]
    public void A_build_that_cannot_work_is_refused_by_name(string series, string message)
    {
        (int code, string output) = Configure($"-DTARGET_SERIES={series}");
        code.ShouldNotBe(0);
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(message);
    }

    private string Compile(string name)
    {
        string source = _scratch.Path($"{name}.c");
        Tool.Run("compile", _scratch.Write($"{name}.tflite", TestModel.Write()), "-o", _scratch.Path($"{name}.mcu"), "--c-source", source).Code.ShouldBe(ExitCode.Ok);
        return source;
    }

    private (int Code, string Output) Configure(params string[] options) => Run(
        "cmake",
        [
            "-S", _scratch.Directory, "-B", _scratch.Path("build"), "-DNF_INTEROP_ASSEMBLIES=MCUNetV2.Interop",
            $"-DDECLARATIONS={Repository.Path("tests/Firmware/Glue/declarations")}", .. options,
        ]);

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
