// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>What models/vww/CARD.md promises of memory and work.</summary>
public sealed class ShippedModelTests
{
    private static readonly string Folder = RepositoryRoot.Shared("models/vww");

    [Theory]
    [InlineData("person_vww", "16KiB", 16, 12_000_000)]
    [InlineData("person_vww_searched", "16KiB", 16, 12_000_000)]
    [InlineData("person_vww_large", "32KiB", 32, 40_000_000)]
    public void A_model_keeps_its_budget_without_extra_work(string name, string sram, int kib, long macs)
    {
        ToolResult result = Tool.Run("plan", Path.Combine(Folder, name + ".tflite"), "--sram", sram, "--max-overhead", "1", "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement chosen = JsonDocument.Parse(result.Output).RootElement.GetProperty("chosen");
        chosen.GetProperty("peakBytes").GetInt32().ShouldBeLessThanOrEqualTo(kib * 1024);
        chosen.GetProperty("macs").GetInt64().ShouldBeLessThanOrEqualTo(macs);
    }

    [Fact]
    public void The_package_is_read_and_fits_its_flash()
    {
        string package = Path.Combine(Folder, "person_vww.mcu");

        Tool.Run("inspect", package).Code.ShouldBe(ExitCode.Ok);
        new FileInfo(package).Length.ShouldBeLessThanOrEqualTo(256 * 1024);
    }
}
