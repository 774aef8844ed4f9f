namespace MCUNetV2.Remote;

/// <summary>A microcontroller that QEMU simulates, with the runner that native-interop builds for it.</summary>
/// <param name="Name">As on the command line, and the folder under build/ with its runner.</param>
/// <param name="Emulator">The program.</param>
/// <param name="Arguments">Its machine.</param>
public sealed record TargetMachine(string Name, string Emulator, string[] Arguments)
{
    public static readonly TargetMachine CortexM4 = new("cortex-m4", "qemu-system-arm", ["-M", "mps2-an386"]);
    public static readonly TargetMachine CortexM7 = new("cortex-m7", "qemu-system-arm", ["-M", "mps2-an500"]);
    public static readonly TargetMachine Rv32 = new("rv32", "qemu-system-riscv32", ["-M", "virt", "-m", "64M", "-bios", "none"]);

    /// <summary>The runner, in build/ of the repository that this program lies in.</summary>
    /// <exception cref="LinkException">It is not built.</exception>
    public string FindRunner()
    {
        string name = Path.Combine("build", Name, "mcunet_runner.elf");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string runner = Path.Combine(folder.FullName, name);
            if (File.Exists(runner))
            {
                return runner;
            }
        }

        throw new LinkException($"{name} is not built; ./mcunet builds it when a command has --target {Name}");
    }
}
