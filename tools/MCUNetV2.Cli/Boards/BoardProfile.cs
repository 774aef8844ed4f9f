// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;

namespace MCUNetV2.Cli.Boards;

/// <summary>firmware/boards/BOARD/board.json: what compiling, flashing and firmware builds need to know of a board.</summary>
/// <param name="Description">For people.</param>
/// <param name="Platform">esp32 (flashed over a serial port) or stm32 (over its debugger).</param>
/// <param name="Chip">As nanoff names it when it looks at the board.</param>
/// <param name="Target">nanoFramework's name of the firmware.</param>
/// <param name="Kernels">The target, as --target takes it, whose kernels it runs.</param>
/// <param name="ArenaBytes">SRAM given to the engine, beside what the CLR needs.</param>
/// <param name="Camera">The frames that its camera takes.</param>
/// <param name="Flash">Where models go, and how large they may be.</param>
/// <param name="FirmwareOptions">CMake options of the firmware build.</param>
/// <param name="LargerArena">Where more SRAM is to be had; null where it is not.</param>
/// <param name="Power">What the board draws; null where nobody has stated it.</param>
/// <param name="Wiring">What is to be wired to the board, the serial adapter for its telemetry among it; null where nobody has stated it.</param>
/// <param name="ApplicationAddress">Where applications go; null where nanoff knows.</param>
internal sealed record BoardProfile(
    string Description,
    string Platform,
    string Chip,
    string Target,
    string Kernels,
    int ArenaBytes,
    CameraFrame Camera,
    BoardFlash Flash,
    IReadOnlyList<string> FirmwareOptions,
    LargerArena? LargerArena = null,
    BoardPower? Power = null,
    IReadOnlyList<BoardWire>? Wiring = null,
    string? ApplicationAddress = null)
{
    /// <summary>The folder's name.</summary>
    [JsonIgnore]
    public string Name { get; private init; } = "";


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

    private static string Folder => RepositoryRoot.Shared("firmware/boards");

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
            return JsonSerializer.Deserialize<BoardProfile>(File.ReadAllText(file), Options) is { } profile
                ? profile with { Name = board }
                : throw new CliException(ExitCode.InvalidFile, $"{file}: holds nothing");
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file}: {exception.Message}");
        }
    }
}

/// <summary>What a board draws while the processor computes, for estimates of energy.</summary>
/// <param name="ActiveMilliamperes">At <paramref name="Volts"/>.</param>
/// <param name="Source">Who measured it, or which page of which data sheet says so.</param>
internal sealed record BoardPower(double ActiveMilliamperes, double Volts, string Source);

/// <summary>A wire.</summary>
/// <param name="Part">From what: the camera module, a lamp.</param>
/// <param name="Signal">As it is printed there.</param>
/// <param name="Pin">Of the board, as it is printed there.</param>
internal sealed record BoardWire(string Part, string Signal, string Pin);

/// <summary>Size of a camera's frames, pixels.</summary>
internal sealed record CameraFrame(int Width, int Height);

/// <summary>More SRAM for the engine than a profile gives it at first.</summary>
/// <param name="Place">For people.</param>
/// <param name="Options">CMake options of the firmware build that replace the profile's.</param>
internal sealed record LargerArena(int Bytes, string Place, IReadOnlyList<string> Options);

/// <summary>Flash for models: linked into the firmware, or in a region of their own.</summary>
/// <param name="ModelAddress">Of the region.</param>
/// <param name="ModelBytes">Of the region.</param>
/// <param name="LinkedBytes">That a firmware of the stock configuration leaves for linked models; null where that was not measured.</param>
/// <param name="ReducedLinkedBytes">The same with some of its APIs switched off.</param>
/// <param name="SwitchOff">Those, as Kconfig names them.</param>
internal sealed record BoardFlash(
    string ModelAddress, int ModelBytes, int? LinkedBytes = null, int? ReducedLinkedBytes = null, IReadOnlyList<string>? SwitchOff = null);
