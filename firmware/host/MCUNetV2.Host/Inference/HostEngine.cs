// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Host.Inference;

/// <summary>The C engine in this process, on a board of its own, with a package and an arena of the caller's choice.</summary>
public sealed class HostEngine : IInferenceEngine
{
    /// <summary>Room beside the model's arena for the camera row converter of any model up to 8192 values a row.</summary>
    public const int ImageReserveBytes = 64 * 1024;

    private const int ArenaBytesOffset = 16;
    private const int HeaderBytes = 80;
    private const string LinkedName = "host";

    private readonly HostBoard _board;

    private HostEngine(HostBoard board)
    {
        _board = board;
        Model = new Model(InferenceException.Check(board.Open(null)));
        Scheduler = new PatchScheduler(Model);
    }

    /// <summary>The open model.</summary>
    public Model Model { get; }

    /// <summary>The scheduler, the same class as on a board.</summary>
    public PatchScheduler Scheduler { get; }

    /// <summary>The arena: its size, what the schedule uses, what has really been written.</summary>
    public ArenaUse Arena => ArenaUse.Read(Model);

    /// <summary>Multiply-accumulates executed since the model was opened, counted in the engine.</summary>
    public long Macs
    {
        get
        {
            int[] words = new int[2];
            InferenceException.Check(HostBoard.Macs(Model.Handle, words));
            return ((long)words[1] << 32) | (uint)words[0];
        }
    }

    /// <summary>Copies the arena, from its first byte on.</summary>
    /// <exception cref="InferenceException">The arena is smaller.</exception>
    public void ReadArena(byte[] destination) => _board.ReadArena(destination);

    /// <summary>Opens a package.</summary>
    /// <param name="package">The whole package.</param>
    /// <param name="arenaBytes">Size of the arena; by default what the package asks for, and room for pictures.</param>
    /// <exception cref="InferenceException">The package is damaged or needs a larger arena.</exception>
    public static HostEngine Open(byte[] package, int? arenaBytes = null)
    {
        HostBoard board = Board(package, arenaBytes);
        try
        {
            return new HostEngine(board);
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts the calling thread, and what it starts, on a board with one model linked in and an arena, so that an application's own Model.Open
    /// finds them.
    /// </summary>
    /// <inheritdoc cref="Open"/>
    public static HostBoard Link(byte[] package, int? arenaBytes = null)
    {
        HostBoard board = Board(package, arenaBytes);
        board.Use();
        return board;
    }

    /// <summary>Runs one inference.</summary>
    /// <param name="input">Where its input comes from: <see cref="TensorInput"/>, or a camera's input.</param>
    /// <param name="profile">Whether to time every operator.</param>
    /// <exception cref="InferenceException">The engine refused a call.</exception>
    public InferenceReport Run(IInputSource input, bool profile = false) => InferenceRun.Run(Model, Scheduler, input, profile);

    /// <summary>Runs one inference on int8 height x width x channels bytes in the model's input quantisation.</summary>
    /// <exception cref="ArgumentException">There are not as many bytes as the input has.</exception>
    public InferenceReport Run(byte[] input, bool profile = false) => Run(new TensorInput(Model, input), profile);

    /// <summary>Closes the model and frees the board.</summary>
    public void Dispose()
    {
        Model.Dispose();
        _board.Dispose();
    }

    private static HostBoard Board(byte[] package, int? arenaBytes)
    {
        HostBoard board = new(arenaBytes ?? WantedArena(package));
        board.Link(LinkedName, package);
        return board;
    }

    /// <summary>The arena that a package's header asks for; whatever it says is checked when it is opened.</summary>
    private static int WantedArena(byte[] package)
    {
        uint asked = package.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(package.AsSpan(ArenaBytesOffset));
        const int Alignment = 64;
        return (int)Math.Min((asked + Alignment - 1L) / Alignment * Alignment, 1 << 29) + ImageReserveBytes;
    }
}
