// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Reflection;
using MCUNetV2.DevicePackages;
using MCUNetV2.Interop;
using MCUNetV2.InteropGlue;
using MCUNetV2.Tests;
using Mono.Cecil;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Glue;

/// <summary>The interop assembly, the firmware's table of it, the stubs and the host's P/Invoke twin agree.</summary>
public class GlueTests
{
    private const string Folder = "native-interop/glue/nanoframework";

    [Fact]
    public void The_tables_are_those_of_the_compiled_assembly()
    {
        InteropAssembly interop = Compiled();
        const string Hint = "run: dotnet run --project tools/MCUNetV2.InteropGlue -- MCUNetV2.Interop.dll " + Folder;
        File.ReadAllText(Repository.Path($"{Folder}/MCUNetV2_Interop.h")).ShouldBe(GlueWriter.Header(interop), Hint);
        File.ReadAllText(Repository.Path($"{Folder}/MCUNetV2_Interop.cpp")).ShouldBe(GlueWriter.Source(interop), Hint);
    }

    [Fact]
    public void Another_parameter_changes_the_checksum()
    {
        const string Source = """
            using System.Runtime.CompilerServices;
            [assembly: System.Reflection.AssemblyNativeVersion("1.0.0.0")]
            public static class N { [MethodImpl(MethodImplOptions.InternalCall)] public static extern int A(); [MethodImpl(MethodImplOptions.InternalCall)] public static extern int B(int x); }
            """;
        InteropAssembly one = Read(DeviceCompiler.Compile(Source));
        one.Methods.Select(method => method.Name).ShouldBe(["A___STATIC__I4", "B___STATIC__I4__I4"]);
        Read(DeviceCompiler.Compile(Source.Replace("B(int x)", "B(byte x)"))).Checksum.ShouldNotBe(one.Checksum);
        Read(DeviceCompiler.Compile(Source.Replace("class N", "class M"))).Checksum.ShouldNotBe(one.Checksum);
    }

    [Fact]
    public void The_host_twin_has_the_same_methods()
    {
        using ModuleDefinition module = Module(Emitter.Emit(DeviceCompiler.Compile(Interop())));
        static string Clean(string type) => type[(type.LastIndexOf('.') + 1)..];
        IEnumerable<string> device = module.GetType("MCUNetV2.Interop.Native").Methods
            .Select(method => $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{Clean(parameter.ParameterType.FullName)} {parameter.Name}"))})");
        IEnumerable<string> host = typeof(Native).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => $"{Clean(parameter.ParameterType.FullName!)} {parameter.Name}"))})");
        host.Order().ShouldBe(device.Order());
    }

    [Fact]
    public void The_glue_compiles_and_survives_every_bad_argument()
    {
        Assert.SkipUnless(Run("g++", "--version").Code == 0, "g++ is not installed");
        string program = Path.Combine(Path.GetTempPath(), $"mcunet-glue-{Guid.NewGuid():N}");
        try
        {
            (int Code, string Output) build = Run(
                "g++",
                "-std=c++17", "-Werror", "-Wall", "-Wextra", "-Wshadow", "-fno-builtin", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                "-I", Repository.Path("tests/Firmware/Glue/declarations"), "-I", Repository.Path("native-interop/include"),
                "-I", Repository.Path(Folder), Repository.Path("tests/Firmware/Glue/call_all.cpp"),
                Repository.Path($"{Folder}/MCUNetV2_Interop.cpp"), Repository.Path($"{Folder}/MCUNetV2_Interop_Native.cpp"),
                Repository.Path("build/native/libmcunet.so"), "-Wl,-rpath," + Repository.Path("build/native"), "-o", program);
            build.Code.ShouldBe(0, build.Output);
            InteropAssembly interop = Compiled();
            (int Code, string Output) run = Run(program, interop.Methods.Count.ToString());
            run.Code.ShouldBe(0, run.Output);
            run.Output.Trim().ShouldBe($"MCUNetV2.Interop 0x{interop.Checksum:X8} {interop.Methods.Count * 18} calls");
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public void The_stack_of_the_esp32_task_is_what_FreeRTOS_has_seen_written()
    {
        Assert.SkipUnless(Run("gcc", "--version").Code == 0, "gcc is not installed");
        string program = Path.Combine(Path.GetTempPath(), $"mcunet-stack-{Guid.NewGuid():N}");
        try
        {
            (int Code, string Output) build = Run(
                "gcc",
                "-std=c11", "-Werror", "-Wall", "-Wextra", "-Wshadow", "-DMCUNET_CLR_STACK_BYTES=15000",
                "-I", Repository.Path("tests/Firmware/Glue/declarations"), "-I", Repository.Path("native-interop/include"),
                Repository.Path("tests/Firmware/Glue/stack_of_task.c"), Repository.Path("native-interop/ports/esp32/stack.c"), "-o", program);
            build.Code.ShouldBe(0, build.Output);
            Run(program, "4000", "15000", "15001").Output.Split('\n')[..3].ShouldBe(["11000", "0", "-1"]);
        }
        finally
        {
            File.Delete(program);
        }
    }

    /// <summary>All of ports/esp32 against declarations of ESP-IDF and esp32-camera, and what it does with a partition table and a camera.</summary>
    [Fact]
    public void The_ports_of_the_esp32_compile_and_work_with_what_ESP_IDF_declares()
    {
        Assert.SkipUnless(Run("gcc", "--version").Code == 0, "gcc is not installed");
        string program = Path.Combine(Path.GetTempPath(), $"mcunet-esp32-{Guid.NewGuid():N}");
        try
        {
            string[] ports = [.. Directory.GetFiles(Repository.Path("native-interop/ports/esp32"), "*.c").Where(file => Path.GetFileName(file) != "stack.c")];
            (int Code, string Output) build = Run(
                "gcc",
                [
                    "-std=c11", "-Werror", "-Wall", "-Wextra", "-Wshadow", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                    "-I", Repository.Path("tests/Firmware/Glue/declarations"), "-I", Repository.Path("native-interop/include"),
                    Repository.Path("tests/Firmware/Glue/esp32_ports.c"), .. ports, "-o", program,
                ]);
            build.Code.ShouldBe(0, build.Output);
            Run(program).ShouldBe((0, ""));
        }
        finally
        {
            File.Delete(program);
        }
    }

    /// <summary>The compilers for Xtensa define no chip, and ESP-IDF's own definitions stand in a file that sources include, or see nothing of.</summary>
    [Theory]
    [InlineData("CONFIG_IDF_TARGET_ESP32S3", "esp32s3", "mcunet_esp32s3_backend")]
    [InlineData("CONFIG_IDF_TARGET_ESP32", "rv32", "mcunet_rv32_backend")]
    public void The_kernels_are_those_of_the_chip_that_ESP_IDF_builds_for(string chip, string backend, string linked)
    {
        Assert.SkipUnless(Run("gcc", "--version").Code == 0, "gcc is not installed");
        string folder = Directory.CreateTempSubdirectory("mcunet-chip").FullName;
        try
        {
            string[] xtensa =
            [
                "-E", "-P", "-D__XTENSA__", "-DESP_PLATFORM", "-I", Repository.Path("native-interop/include"), "-I", Repository.Path("native-interop/src"),
                "-I", folder,
            ];
            string port = Repository.Path("native-interop/ports/firmware/backend.c");
            (int Code, string Output) unknown = Run("gcc", [.. xtensa, port]);
            unknown.Code.ShouldNotBe(0, "a firmware for no chip");
            unknown.Output.ShouldContain("sdkconfig.h");

            File.WriteAllText(Path.Combine(folder, "sdkconfig.h"), $"#define {chip} 1\n");
            Run("gcc", [.. xtensa, port]).Output.ShouldContain($"return \"{backend}\";");
            Run("gcc", [.. xtensa, Repository.Path("native-interop/src/linked.c")]).Output.ShouldContain(linked);
            Run("gcc", [.. xtensa, Repository.Path("native-interop/src/backends/rv32/backend.c")]).Output.ShouldContain("1 ? &mcunet_rv32_conv_2d_mac16");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static NanoProject Interop() => NanoProject.All.Single(project => project.AssemblyName == "MCUNetV2.Interop");

    private static InteropAssembly Compiled() => Read(DeviceCompiler.Compile(Interop()));

    private static InteropAssembly Read(Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation)
    {
        using ModuleDefinition module = Module(Emitter.Emit(compilation));
        return InteropAssembly.Read(module);
    }

    private static ModuleDefinition Module(byte[] image) => ModuleDefinition.ReadModule(new MemoryStream(image));

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }
}
