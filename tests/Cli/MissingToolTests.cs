// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>What tools/setup.sh says where a tool is missing that no Debian package has.</summary>
public sealed class MissingToolTests
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    [Theory]
    [InlineData("cmake", "ninja")]
    [InlineData("cmake", "ninja", "xtensa-esp32s3-elf-gcc")]
    [InlineData("cmake", "ninja", "qemu-system-xtensa")]
    public void Without_espressifs_tools_the_esp32_s3_ends_with_7_and_what_installs_them(params string[] present)
    {
        using Scratch path = new();
        foreach (string tool in present)
        {
            File.SetUnixFileMode(path.Write(tool, "#!/bin/sh\n"u8), Executable);
        }

        ProcessStartInfo start = new("/bin/bash", ["-euc", "root=$1; source \"$root/tools/setup.sh\"; setup_target esp32s3", "test", Repository.Path("")])
        {
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path.Directory;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe((int)ExitCode.MissingTool, error);
        error.ShouldBe(
            "mcunet: missing: xtensa-esp32s3-elf-gcc and Espressif's qemu-system-xtensa in PATH (ESP-IDF installs them: idf_tools.py install xtensa-esp-elf qemu-xtensa, then export.sh)\n");
    }
}
