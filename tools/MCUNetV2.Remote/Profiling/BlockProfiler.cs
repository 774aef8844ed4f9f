// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Remote.Profiling;

/// <summary>The other end of the plugin that counts, in QEMU, what each request executes: native-interop/ports/qemu/profiler.c.</summary>
public sealed class BlockProfiler : IDisposable
{
    /// <summary>The runner calls it before and after a request's work, and the engine never.</summary>
    private const string Mark = "mcunet_port_cycles";
    private const uint ThumbBit = 1;

    private static readonly string Plugin = Path.Combine("build", "native", "mcunet_profiler.so");

    private readonly CycleEstimator _estimator;
    private readonly string _path;
    private readonly FileStream _counts;

    /// <summary>For one run of a machine whose cycles can be estimated.</summary>
    /// <exception cref="LinkException">The plugin or the runner is not built.</exception>
    public BlockProfiler(TargetMachine machine)
    {
        string plugin = RepositoryFile.Find(Plugin)
            ?? throw new LinkException($"{Plugin}, which estimates cycles, is not built; on Linux, ./mcunet builds it");
        ElfFile program = ElfFile.Read(machine.FindRunner());
        _estimator = new CycleEstimator(program);
        _path = Path.GetTempFileName();
        _counts = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        uint mark = program.Symbol(Mark) & ~ThumbBit;
        Arguments = ["-plugin", string.Create(CultureInfo.InvariantCulture, $"file={Escape(plugin)},out={Escape(_path)},mark={mark:x}")];
    }

    /// <summary>Whether the plugin is built; it is on Linux only.</summary>
    public static bool IsBuilt => RepositoryFile.Find(Plugin) is not null;

    /// <summary>For QEMU.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The cost of the request that was answered last; each can be asked for once.</summary>
    /// <exception cref="LinkException">The plugin counted none.</exception>
    public CallCost Take()
    {
        CallCost? last = null;
        Span<uint> length = stackalloc uint[1];
        while (_counts.ReadAtLeast(MemoryMarshal.AsBytes(length), sizeof(uint), throwOnEndOfStream: false) == sizeof(uint))
        {
            BlockCount[] blocks = new BlockCount[length[0]];
            _counts.ReadExactly(MemoryMarshal.AsBytes(blocks.AsSpan()));
            last = _estimator.Estimate(blocks);
        }

        return last ?? throw new LinkException("QEMU's plugin did not count what the last request executed");
    }

    public void Dispose()
    {
        _counts.Dispose();
        File.Delete(_path);
    }

    /// <summary>QEMU ends an option at a comma, and takes two for one that is meant.</summary>
    private static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);
}
