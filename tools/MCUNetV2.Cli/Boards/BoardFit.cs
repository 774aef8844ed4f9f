// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Boards;

/// <summary>How a model with its schedule fits a board, the CLR and its applications counted.</summary>
/// <param name="Board">Its name, as in firmware/boards.</param>
/// <param name="Target">Whose kernels it runs.</param>
/// <param name="ArenaBytes">SRAM given to the engine.</param>
/// <param name="ImageBytes">Of it, rows of the camera that wait in the converter.</param>
/// <param name="FreeBytes">What both leave of it; negative where it lacks that much.</param>
/// <param name="FlashBytes">For the package: of the place in <paramref name="FlashPlace"/>.</param>
/// <param name="FlashFreeBytes">What the package leaves of that; negative where it lacks that much.</param>
/// <param name="FlashPlace">The first place that is large enough, or the largest.</param>
/// <param name="Note">What must be done for that, null when nothing.</param>
internal sealed record BoardFit(
    string Board, string Target, int ArenaBytes, int ImageBytes, int FreeBytes, int FlashBytes, int FlashFreeBytes, string FlashPlace, string? Note)
{
    private const int AreaBytesPerElement = 8; // of the converter, see native-interop/src/image
    private const int Alignment = 8;

    /// <summary>Weighs a schedule's SRAM and a package's flash.</summary>
    /// <param name="rowElements">Values of a row of the model's input, 0 when it is no picture: see <see cref="RowElements(ModelGraph)"/>.</param>
    public static BoardFit Of(BoardProfile board, int rowElements, int peakBytes, int packageBytes)
    {
        int image = ImageRows(board, rowElements);
        (int arena, string? arenaNote) = board.LargerArena is { } larger && peakBytes + image > board.ArenaBytes
            ? (larger.Bytes, $"arena in {larger.Place}: {string.Join(' ', larger.Options)}")
            : (board.ArenaBytes, null);
        (int flash, string place, string? flashNote) = Places(board.Flash)
            .FirstOrDefault(candidate => candidate.Bytes >= packageBytes, Places(board.Flash).MaxBy(candidate => candidate.Bytes));
        string note = string.Join("; ", new[] { arenaNote, flashNote }.OfType<string>());
        return new BoardFit(
            board.Name, board.Kernels, arena, image, arena - image - peakBytes, flash, flash - packageBytes, place, note.Length > 0 ? note : null);
    }

    /// <summary>Values of a row of the model's input; 0 when it is no picture.</summary>
    public static int RowElements(ModelGraph graph)
    {
        Tensor input = graph.Tensors[graph.Input];
        return RowElements(input.Width, input.Channels);
    }

    /// <inheritdoc cref="RowElements(ModelGraph)"/>
    public static int RowElements(Package package)
    {
        TensorRecord input = package.Tensors[package.Slots[package.Operators[0].Output].Tensor];
        return RowElements(input.Width, input.Channels);
    }

    /// <summary>SRAM that a schedule may use on a board.</summary>
    public static int SramFor(BoardProfile board, int rowElements) => (board.LargerArena?.Bytes ?? board.ArenaBytes) - ImageRows(board, rowElements);

    /// <summary>Refuses what does not fit, before anything is written.</summary>
    /// <exception cref="CliException">By how much, and what would fit.</exception>
    public void Check()
    {
        if (FreeBytes < 0)
        {
            throw new CliException(
                ExitCode.Infeasible,
                $"{Board}: {-FreeBytes} B of SRAM too many: a schedule of at most {ArenaBytes - ImageBytes} B ({ByteSize.Format(ArenaBytes - ImageBytes)}) fits");
        }

        if (FlashFreeBytes < 0)
        {
            throw new CliException(
                ExitCode.Infeasible,
                $"{Board}: {-FlashFreeBytes} B of flash too many: a package of at most {FlashBytes} B ({ByteSize.Format(FlashBytes)}) fits ({FlashPlace})");
        }
    }

    /// <summary>For people, one line.</summary>
    public string Describe() =>
        $"{Board}: target {Target}, SRAM {ByteSize.Format(ArenaBytes - FreeBytes)} of {ByteSize.Format(ArenaBytes)} ({ByteSize.Format(FreeBytes)} left; {ByteSize.Format(ImageBytes)} of it camera rows), "
        + $"flash {ByteSize.Format(FlashBytes - FlashFreeBytes)} of {ByteSize.Format(FlashBytes)} ({ByteSize.Format(FlashFreeBytes)} left; {FlashPlace})" + (Note is null ? "" : $"; {Note}");

    private static int RowElements(int width, int channels) => channels is 1 or 3 ? width * channels : 0;

    private static IEnumerable<(int Bytes, string Place, string? Note)> Places(BoardFlash flash)
    {
        if (flash.LinkedBytes is { } linked)
        {
            yield return (linked, "linked into the stock firmware", null);
        }

        if (flash.ReducedLinkedBytes is { } reduced)
        {
            yield return (reduced, "linked into a reduced firmware", "switch off " + string.Join(", ", flash.SwitchOff ?? []));
        }

        yield return (flash.ModelBytes, $"flash region at {flash.ModelAddress}", flash.LinkedBytes is null ? null : "flash it with mcunet flash --model");
    }

    /// <summary>The converter's rows, as by area: the most of all methods.</summary>
    private static int ImageRows(BoardProfile board, int rowElements) =>
        board.Camera.Width > 0 ? ((rowElements * AreaBytesPerElement) + Alignment - 1) / Alignment * Alignment : 0;
}
