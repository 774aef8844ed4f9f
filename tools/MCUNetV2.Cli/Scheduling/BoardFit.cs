using MCUNetV2.Cli.Flashing;

namespace MCUNetV2.Cli.Scheduling;

/// <summary>What a board gives the engine, and whether that is enough.</summary>
/// <param name="Board">Its name, as in firmware/boards.</param>
/// <param name="ArenaBytes">SRAM given to the engine.</param>
/// <param name="FreeBytes">What a schedule leaves of it; negative where it lacks that much.</param>
internal sealed record BoardFit(string Board, int ArenaBytes, int FreeBytes)
{
    /// <summary>With everything free.</summary>
    /// <exception cref="CliException">There is no such board.</exception>
    public static BoardFit Of(string board)
    {
        int arena = BoardProfile.Read(board).ArenaBytes;
        return new BoardFit(board, arena, arena);
    }

    /// <summary>The same with a schedule in it.</summary>
    public BoardFit With(int peakBytes) => this with { FreeBytes = ArenaBytes - peakBytes };
}
