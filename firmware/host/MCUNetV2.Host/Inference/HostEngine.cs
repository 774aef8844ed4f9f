using System.Buffers.Binary;
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>
/// The C engine in this process, with a package and an arena of the caller's choice. A thread has one engine at a time, which no other
/// thread can use; several threads may each have their own.
/// </summary>
public sealed class HostEngine : IInferenceEngine
{
    /// <summary>Room beside the model's arena for the camera row converter of any model up to 8192 values a row.</summary>
    public const int ImageReserveBytes = 64 * 1024;

    private const int ArenaBytesOffset = 16;
    private const int HeaderBytes = 80;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _isDisposed;

    private HostEngine(Model model)
    {
        Model = model;
        Scheduler = new PatchScheduler(model);
    }

    /// <summary>The open model.</summary>
    public Model Model { get; }

    /// <summary>The scheduler, the same class as on a board.</summary>
    public PatchScheduler Scheduler { get; }

    /// <summary>The arena: its size, what the schedule uses, what has really been written.</summary>
    public ArenaUse Arena => ArenaUse.Read(Model.Engine);

    /// <summary>Multiply-accumulates executed since the model was opened, counted in the engine.</summary>
    public long Macs
    {
        get
        {
            var words = new int[2];
            InferenceException.Check(HostNative.Macs(words, words.Length));
            return ((long)words[1] << 32) | (uint)words[0];
        }
    }

    /// <summary>Opens a package for the calling thread, in place of the one it may have had open.</summary>
    /// <param name="package">The whole package.</param>
    /// <param name="arenaBytes">Size of the arena; by default what the package asks for, and room for pictures.</param>
    /// <exception cref="InferenceException">The package is damaged or needs a larger arena.</exception>
    public static HostEngine Open(byte[] package, int? arenaBytes = null)
    {
        Link(package, arenaBytes);
        return new HostEngine(Model.Open(null));
    }

    /// <summary>
    /// Makes the calling thread a firmware with one model linked in and an arena, so that an application's own Model.Open finds them.
    /// </summary>
    /// <inheritdoc cref="Open"/>
    public static void Link(byte[] package, int? arenaBytes = null)
    {
        InferenceException.Check(HostNative.SetArena(arenaBytes ?? WantedArena(package)));
        InferenceException.Check(HostNative.Link(package, package.Length));
    }

    /// <summary>Runs one inference.</summary>
    /// <param name="input">Where its input comes from: <see cref="TensorInput"/>, or a camera's input.</param>
    /// <param name="profile">Whether to time every operator.</param>
    /// <exception cref="InferenceException">The engine refused a call.</exception>
    public InferenceReport Run(IInputSource input, bool profile = false)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("an engine belongs to the thread that opened it");
        }

        return InferenceRun.Run(Model, Scheduler, input, profile);
    }

    /// <summary>Runs one inference on int8 height x width x channels bytes in the model's input quantisation.</summary>
    /// <exception cref="ArgumentException">There are not as many bytes as the input has.</exception>
    public InferenceReport Run(byte[] input, bool profile = false) => Run(new TensorInput(Model, input), profile);

    /// <summary>Closes the model and frees the arena.</summary>
    public void Dispose()
    {
        if (!_isDisposed && Environment.CurrentManagedThreadId == _thread)
        {
            _isDisposed = true;
            HostNative.Link([], 0);
            HostNative.SetArena(0);
        }
    }

    /// <summary>The arena that a package's header asks for; whatever it says is checked when it is opened.</summary>
    private static int WantedArena(byte[] package)
    {
        var asked = package.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(package.AsSpan(ArenaBytesOffset));
        const int alignment = 64;
        return (int)Math.Min((asked + alignment - 1L) / alignment * alignment, 1 << 29) + ImageReserveBytes;
    }
}
