// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>The README's instructions and sizes are those that budgets.txt records, and so those that the targets take.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>The README rounds to a tenth, and a budget may move by one percent before anybody writes it down.</summary>
    private const double Rounding = 0.05;
    private const double Tolerance = 0.01;

    private static readonly string Readme = File.ReadAllText(Repository.Path("README.md"));

    [Theory]
    [InlineData("cortex-m4", "MLPerf Tiny visual wake words", "mlperf_vww_96", 3)]
    [InlineData("cortex-m4", "MCUNet visual wake words", "mcunet_vww_80", 3)]
    [InlineData("cortex-m4", "MCUNet person detection", "mcunet_person_detection_128x160", 3)]
    [InlineData("cortex-m4", "MCUNetV2, ImageNet, 224 x 224", "mcunetv2_large_224", 3)]
    [InlineData("esp32s3", "MLPerf Tiny visual wake words", "mlperf_vww_96", 1)]
    [InlineData("esp32s3", "TFLM person detection", "tflm_person_detect", 1)]
    [InlineData("esp32s3", "MCUNet visual wake words", "mcunet_vww_80", 1)]
    [InlineData("esp32s3", "MCUNet person detection", "mcunet_person_detection_128x160", 1)]
    [InlineData("esp32s3", "MCUNetV2, ImageNet, 224 x 224", "mcunetv2_large_224", 1)]
    public void Instructions_of_the_README_are_the_recorded_ones(string machine, string title, string model, int column)
    {
        string section = machine == "esp32s3" ? Readme[Readme.IndexOf("The same on an ESP32-S3", StringComparison.Ordinal)..] : Between("Instructions of one inference on a Cortex-M4", "The same on an ESP32-S3");
        string[] cells = [.. section.Split('\n').First(line => line.StartsWith($"| {title} |", StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim())];
        int stream = machine == "esp32s3" ? column + 2 : column + 1;

        ShouldBeNear(Number(cells[column]), BudgetTable.Find(machine, "layers", model), $"{title}, layer by layer");
        ShouldBeNear(Number(cells[stream]), BudgetTable.Find(machine, "stream", model), $"{title}, streamed");
        if (Whole().Match(cells[column]) is { Success: true } whole)
        {
            ShouldBeNear(Number(whole.Groups[1].Value), BudgetTable.Find(machine, "whole", model), $"{title}, every channel");
        }
    }

    [Fact]
    public void Flash_and_stack_of_the_README_are_the_recorded_ones()
    {
        Match sizes = Sizes().Match(Readme);
        sizes.Success.ShouldBeTrue();
        ShouldBeNear(Number(sizes.Groups[1].Value), BudgetTable.Find("cortex-m4", "flash", "engine"), "flash of the engine", 1024);
        ShouldBeNear(Number(sizes.Groups[2].Value), BudgetTable.Find("cortex-m4", "stack", "engine"), "its stack", 1024);
    }

    private static string Between(string first, string second)
    {
        int start = Readme.IndexOf(first, StringComparison.Ordinal);
        return Readme[start..Readme.IndexOf(second, start, StringComparison.Ordinal)];
    }

    private static double Number(string cell) => double.Parse(FirstNumber().Match(cell).Value, CultureInfo.InvariantCulture);

    private static void ShouldBeNear(double written, long? recorded, string what, double unit = 1e6) =>
        written.ShouldBe(recorded.ShouldNotBeNull() / unit, Rounding + (Tolerance * written), $"README: {what}");

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex FirstNumber();

    [GeneratedRegex(@"\((\d+\.\d+)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"every operator takes (\d+\.\d) KiB of flash and (\d+\.\d) KiB of stack")]
    private static partial Regex Sizes();
}
