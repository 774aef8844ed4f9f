// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Profiling;

namespace MCUNetV2.Remote.Sessions;

/// <summary>A target that runs, on which packages are opened one after the other.</summary>
public sealed class TargetSession : IDisposable
{
    private const int Version = 1;
    private const int RequestOverhead = 64;
    private const int SmallestPayload = 2 * RequestOverhead;
    private const int LargestPayload = 1 << 20;
    private const int HelloFields = 3;

    private readonly Link _link;
    private readonly IDisposable? _target;
    private readonly BlockProfiler? _profiler;
    private readonly int _packageBytes;
    private readonly int _arenaBytes;

    private TargetSession(Link link, IDisposable? target, BlockProfiler? profiler)
    {
        _link = link;
        _target = target;
        _profiler = profiler;
        LinkAnswer hello = link.Request(LinkCommand.Hello, []);
        if (hello.Result != Version)
        {
            throw new LinkException($"the target's runner speaks version {hello.Result} of the link, not {Version}: build it again");
        }

        if (hello.Data.Length != HelloFields * sizeof(int))
        {
            throw new LinkException($"the target's answer to Hello has {hello.Data.Length} bytes, not {HelloFields * sizeof(int)}");
        }

        int payload = BinaryPrimitives.ReadInt32LittleEndian(hello.Data);
        _packageBytes = BinaryPrimitives.ReadInt32LittleEndian(hello.Data.AsSpan(sizeof(int)));
        _arenaBytes = BinaryPrimitives.ReadInt32LittleEndian(hello.Data.AsSpan(2 * sizeof(int)));
        if (payload is < SmallestPayload or > LargestPayload || _packageBytes < 0 || _arenaBytes < 0)
        {
            throw new LinkException(
                $"the target says that it takes payloads of {payload} bytes ({SmallestPayload} to {LargestPayload} make sense), has {_packageBytes} bytes for packages and an arena of {_arenaBytes}");
        }

        link.MaxData = payload - RequestOverhead;
    }

    /// <summary>Deepest use of the stack since the target started.</summary>
    public int StackBytes => _link.Request(LinkCommand.StackBytes, []).Result;

    /// <param name="estimatesCycles">Whether to count what is executed, for an estimate of cycles.</param>
    /// <exception cref="LinkException">The target does not start or answer, or its cycles cannot be estimated.</exception>
    public static TargetSession Start(TargetMachine machine, bool estimatesCycles = false)
    {
        BlockProfiler? profiler = estimatesCycles ? new BlockProfiler(machine) : null;
        QemuProcess? process = null;
        try
        {
            process = QemuProcess.Start(machine, profiler?.Arguments ?? []);
            return new TargetSession(process.Link, process, profiler);
        }
        catch
        {
            process?.Dispose();
            profiler?.Dispose();
            throw;
        }
    }

    /// <summary>A target that somebody else has started, and ends.</summary>
    /// <exception cref="LinkException">It does not answer as a target does.</exception>
    public static TargetSession Connect(Link link) => new(link, target: null, profiler: null);

    /// <summary>Loads a package and opens it, in place of the one that was open.</summary>
    /// <exception cref="LinkException">The target does not answer, or the package does not fit into it.</exception>
    /// <exception cref="InferenceException">The target's engine refuses the package.</exception>
    /// <exception cref="PackageFormatException">The target's engine takes what is no package.</exception>
    public RemoteEngine Open(byte[] package)
    {
        if (package.Length > _packageBytes)
        {
            throw new LinkException($"the package of {package.Length} bytes does not fit into the target's memory for packages, {_packageBytes} bytes");
        }

        for (int offset = 0; offset < package.Length; offset += _link.MaxData)
        {
            int part = Math.Min(_link.MaxData, package.Length - offset);
            int loaded = _link.Request(LinkCommand.Load, [offset], package.AsSpan(offset, part)).Result;
            if (loaded != part)
            {
                throw new LinkException($"the target says that it loaded {loaded} bytes of {part}");
            }
        }

        InferenceException.Check(_link.Request(LinkCommand.Open, [package.Length]).Result);
        return new RemoteEngine(new LinkEngine(_link, PackageReader.Read(package), _arenaBytes, _profiler), _profiler is not null);
    }

    public void Dispose()
    {
        _target?.Dispose();
        _profiler?.Dispose();
    }
}
