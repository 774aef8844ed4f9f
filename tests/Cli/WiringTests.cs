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
    [InlineData("CS", "Select")]
    [InlineData("MOSI", "DataToCamera")]
    [InlineData("MISO", "DataFromCamera")]
    [InlineData("SCK", "Clock")]
    [InlineData("SDA", "SensorData")]
    [InlineData("SCL", "SensorClock")]
    [InlineData("+", "Light")]
    [InlineData("RX", "Transmit")]
    [InlineData("TX", "Receive")]
    public void A_wire_goes_to_the_pin_that_the_firmware_opens(string signal, string constant)
    {
        Dictionary<string, string> pins = PinPattern().Matches(File.ReadAllText(Repository.Path("firmware/boards/esp32-s3-arducam/Board.cs")))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        BoardProfile.Read("esp32-s3-arducam").Wiring!.Single(wire => wire.Signal == signal).Pin.ShouldBe($"GPIO {pins[constant]}");
    }

    [Fact]
    public void A_board_with_its_own_camera_has_nothing_to_wire()
    {
        ToolResult result = Tool.Run("wiring", "--board", "esp32-s3-eye");
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain("its camera is on the board");
        Tool.Run("wiring", "--board", "esp32-s3-arducam").Output.ShouldContain("GPIO 10");
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

    [GeneratedRegex(@"private const int (\w+) = (\d+);")]
    private static partial Regex PinPattern();
}
