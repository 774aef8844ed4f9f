using System.Buffers.Binary;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;

namespace MCUNetV2.Remote;

/// <summary>A package opened on a target, driven over the link by the same scheduler as on a board.</summary>
public sealed class RemoteEngine : IInferenceEngine
{
    private const int Version = 1;
    private const int RequestOverhead = 64;

    private readonly QemuProcess _process;
    private readonly LinkEngine _engine;
    private readonly PatchScheduler _scheduler;

    private RemoteEngine(QemuProcess process, LinkEngine engine)
    {
        _process = process;
        _engine = engine;
        Model = new Model(engine);
        _scheduler = new PatchScheduler(Model);
    }

    /// <inheritdoc/>
    public Model Model { get; }

    /// <summary>Starts a target, loads a package into it and opens it there.</summary>
    /// <exception cref="LinkException">The target does not start or answer, or the package does not fit into it.</exception>
    /// <exception cref="InferenceException">The target's engine refuses the package.</exception>
    public static RemoteEngine Open(TargetMachine machine, byte[] package)
    {
        QemuProcess process = QemuProcess.Start(machine);
        try
        {
            Load(process.Link, package);
            return new RemoteEngine(process, new LinkEngine(process.Link));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public InferenceReport Run(IInputSource input, bool profile = false)
    {
        long before = _engine.Instructions;
        InferenceReport report = InferenceRun.Run(Model, _scheduler, input, profile);
        return report with { Instructions = _engine.Instructions - before };
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static void Load(Link link, byte[] package)
    {
        LinkAnswer hello = link.Request(LinkCommand.Hello, []);
        if (hello.Result != Version)
        {
            throw new LinkException($"the target's runner speaks version {hello.Result} of the link, not {Version}: build it again");
        }

        link.MaxData = BinaryPrimitives.ReadInt32LittleEndian(hello.Data) - RequestOverhead;
        for (int offset = 0; offset < package.Length; offset += link.MaxData)
        {
            link.Request(LinkCommand.Load, [offset], package.AsSpan(offset, Math.Min(link.MaxData, package.Length - offset)));
        }

        InferenceException.Check(link.Request(LinkCommand.Open, [package.Length]).Result);
    }
}
