using System.Text.Json;
using System.Text.Json.Serialization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;

namespace MCUNetV2.Cli.Boards;

/// <summary>firmware/boards/BOARD/board.json: what flashing and firmware builds need to know of a board.</summary>
/// <param name="Description">For people.</param>
/// <param name="Platform">esp32 (flashed over a serial port) or stm32 (over its debugger).</param>
/// <param name="Chip">As nanoff names it when it looks at the board.</param>
/// <param name="Target">nanoFramework's name of the firmware.</param>
/// <param name="ArenaBytes">SRAM given to the engine.</param>
/// <param name="FirmwareOptions">CMake options of the firmware build.</param>
/// <param name="ApplicationAddress">Where applications go; null where nanoff knows.</param>
internal sealed record BoardProfile(
    string Description, string Platform, string Chip, string Target, int ArenaBytes, IReadOnlyList<string> FirmwareOptions, string? ApplicationAddress = null)
{
    private const string FileName = "board.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Names of the boards.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.GetDirectories(Folder).Where(folder => File.Exists(Path.Combine(folder, FileName))).Select(folder => Path.GetFileName(folder)).Order()];

    private static string Folder => Path.Combine(RepositoryRoot.Find(), "firmware", "boards");

    /// <summary>Reads a board's profile.</summary>
    /// <exception cref="CliException">There is no such board, or its file is damaged.</exception>
    public static BoardProfile Read(string board)
    {
        if (!Names.Contains(board))
        {
            throw new CliException(ExitCode.Usage, $"no board {board}; there are {string.Join(", ", Names)}");
        }

        string file = Path.Combine(Folder, board, FileName);
        try
        {
            return JsonSerializer.Deserialize<BoardProfile>(File.ReadAllText(file), Options)
                ?? throw new CliException(ExitCode.InvalidFile, $"{file}: holds nothing");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: {exception.Message}");
        }
    }
}
