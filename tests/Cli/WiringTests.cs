// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>What a board's profile says of wires and current.</summary>
public sealed partial class WiringTests
{
    [Theory]
    [InlineData("esp32-s3-arducam")]
    [InlineData("stm32f769i-disco-arducam")]
    public void The_picture_of_the_documentation_is_that_of_the_profile(string board)
    {
        using Scratch scratch = new();
        Tool.Run("wiring", "--board", board, "-o", scratch.Path("wiring.svg")).Code.ShouldBe(ExitCode.Ok);
        File.ReadAllText(Repository.Path($"docs/pictures/wiring-{board}.svg")).ShouldBe(
            File.ReadAllText(scratch.Path("wiring.svg")), $"./mcunet wiring --board {board} -o docs/pictures/wiring-{board}.svg writes it");
    }

    /// <summary>The firmware's own constants.</summary>
    [Theory]
    [InlineData("esp32-s3-arducam", "CS", "Select")]
    [InlineData("esp32-s3-arducam", "MOSI", "DataToCamera")]
    [InlineData("esp32-s3-arducam", "MISO", "DataFromCamera")]
    [InlineData("esp32-s3-arducam", "SCK", "Clock")]
    [InlineData("esp32-s3-arducam", "SDA", "SensorData")]
    [InlineData("esp32-s3-arducam", "SCL", "SensorClock")]
    [InlineData("esp32-s3-arducam", "+", "Light")]
    [InlineData("esp32-s3-arducam", "RX", "Transmit")]
    [InlineData("esp32-s3-arducam", "TX", "Receive")]
    [InlineData("esp32-s3-eye", "RX", "Transmit")]
    [InlineData("esp32-s3-eye", "TX", "Receive")]
    [InlineData("xiao-esp32s3-sense", "RX", "Transmit")]
    [InlineData("xiao-esp32s3-sense", "TX", "Receive")]
    [InlineData("esp32-cam", "RX", "Transmit")]
    [InlineData("esp32-cam", "TX", "Receive")]
    public void A_wire_goes_to_the_pin_that_the_firmware_opens(string board, string signal, string constant) =>
        PinOf(board, signal).Split(" (")[0].ShouldBe($"GPIO {Constant(board, constant)}");

    [Fact]
    public void Wires_of_the_STM32_go_to_what_its_firmware_opens()
    {
        const string Board = "stm32f769i-disco-arducam";
        Match select = PortPinPattern().Match(Constant(Board, "Select"));
        PinOf(Board, "CS").ShouldStartWith($"P{(char)('A' + int.Parse(select.Groups[1].Value))}{select.Groups[2].Value} ");
        // UART 6 of this target, as nanoFramework's target_system_io_ports_config.cpp connects it.
        File.ReadAllText(Repository.Path($"firmware/boards/{Board}/Board.cs")).ShouldContain("UartLink(\"COM6\")");
        (PinOf(Board, "RX"), PinOf(Board, "TX")).ShouldBe(("PC6 (D1)", "PC7 (D0)"));
    }

    /// <summary>A board with a camera of its own still tells over wires what it sees.</summary>
    [Fact]
    public void Every_board_has_wires()
    {
        BoardProfile.Names.Count.ShouldBeGreaterThan(4);
        foreach (string board in BoardProfile.Names)
        {
            Tool.Run("wiring", "--board", board).Output.ShouldContain("serial adapter");
        }
    }

    /// <summary>What the tutorial says of a board is what its profile says.</summary>
    [Fact]
    public void The_tutorial_has_a_row_of_every_board()
    {
        string[] rows = File.ReadAllLines(Repository.Path("docs/TUTORIAL.md"));
        foreach (BoardProfile board in BoardProfile.Names.Select(BoardProfile.Read))
        {
            string row = rows.Single(line => line.StartsWith($"| `{board.Name}` |", StringComparison.Ordinal));
            row.ShouldContain($"`{board.Target}`");
            board.FirmwareOptions.Where(option => !row.Contains(option)).ShouldBeEmpty(board.Name);
            board.Wiring!.Where(wire => wire.Signal is "RX" or "TX" && !row.Contains(wire.Pin)).ShouldBeEmpty(board.Name);
        }
    }

    [Fact]
    public void Energy_is_time_by_current_where_somebody_states_it()
    {
        EnergyEstimate.Of(null, 10, 20).ShouldBeNull();
        EnergyEstimate energy = EnergyEstimate.Of(new BoardPower(80, 3.3, "a meter"), 100, 250)!;
        energy.LeastMillijoules.ShouldBe(26.4, 1e-9); // 80 mA x 3.3 V x 0.1 s
        energy.MostMillijoules.ShouldBe(66, 1e-9);
        energy.ToString().ShouldBe("estimate, 80 mA at 3.3 V (a meter): 26.4 to 66.0 mJ an inference");
    }

    private static string PinOf(string board, string signal) => BoardProfile.Read(board).Wiring!.First(wire => wire.Signal == signal).Pin;

    private static string Constant(string board, string name) =>
        ConstantPattern().Matches(File.ReadAllText(Repository.Path($"firmware/boards/{board}/Board.cs"))).Single(match => match.Groups[1].Value == name).Groups[2].Value;

    [GeneratedRegex(@"private const int (\w+) = ([^;]+);")]
    private static partial Regex ConstantPattern();

    [GeneratedRegex(@"^\((\d+) \* PinsPerPort\) \+ (\d+)$")]
    private static partial Regex PortPinPattern();
}
