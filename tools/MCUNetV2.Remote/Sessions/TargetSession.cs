using System.Buffers.Binary;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Profiling;

namespace MCUNetV2.Remote.Sessions;

/// <summary>A target that runs, on which packages are opened one after the other.</summary>
public sealed class TargetSession : IDisposable
{
    private const int Version = 1;
    private const int RequestOverhead = 64;

    private readonly QemuProcess _process;
    private readonly BlockProfiler? _profiler;

    private TargetSession(QemuProcess process, BlockProfiler? profiler)
    {
        _process = process;
        _profiler = profiler;
    }

    /// <summary>Deepest use of the stack since the target started.</summary>
    public int StackBytes => _process.Link.Request(LinkCommand.StackBytes, []).Result;

    /// <param name="estimatesCycles">Whether to count what is executed, for an estimate of cycles.</param>
    /// <exception cref="LinkException">The target does not start or answer, or its cycles cannot be estimated.</exception>
    public static TargetSession Start(TargetMachine machine, bool estimatesCycles = false)
    {
        BlockProfiler? profiler = estimatesCycles ? new BlockProfiler(machine) : null;
        QemuProcess? process = null;
        try
        {
            process = QemuProcess.Start(machine, profiler?.Arguments ?? []);
            LinkAnswer hello = process.Link.Request(LinkCommand.Hello, []);
            if (hello.Result != Version)
            {
                throw new LinkException($"the target's runner speaks version {hello.Result} of the link, not {Version}: build it again");
            }

            process.Link.MaxData = BinaryPrimitives.ReadInt32LittleEndian(hello.Data) - RequestOverhead;
            return new TargetSession(process, profiler);
        }
        catch
        {
            process?.Dispose();
            profiler?.Dispose();
            throw;
        }
    }

    /// <summary>Loads a package and opens it, in place of the one that was open.</summary>
    /// <exception cref="LinkException">The target does not answer, or the package does not fit into it.</exception>
    /// <exception cref="InferenceException">The target's engine refuses the package.</exception>
    public RemoteEngine Open(byte[] package)
    {
        Link link = _process.Link;
        for (int offset = 0; offset < package.Length; offset += link.MaxData)
        {
            link.Request(LinkCommand.Load, [offset], package.AsSpan(offset, Math.Min(link.MaxData, package.Length - offset)));
        }

        InferenceException.Check(link.Request(LinkCommand.Open, [package.Length]).Result);
        return new RemoteEngine(new LinkEngine(link, _profiler), _profiler is not null);
    }

    public void Dispose()
    {
        _process.Dispose();
        _profiler?.Dispose();
    }
}
