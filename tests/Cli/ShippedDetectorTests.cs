// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Verbs.Demo;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Networks.Detection;
using MCUNetV2.Pictures;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>The detector under models/detect, and what <c>run</c> draws of it.</summary>
public class ShippedDetectorTests
{
    private static readonly string PersonPackage = RepositoryRoot.Shared("models/detect/person_detect.mcu");
    private static readonly string Person = RepositoryRoot.Shared("samples/person/astronaut.jpg");

    [Fact]
    public void It_finds_a_person_in_40_KiB_and_draws_the_box()
    {
        using Scratch scratch = new();

        ToolResult result = Tool.Run("run", PersonPackage, "--input", Person, "--draw", scratch.Path("found.png"), "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        PackageReader.Read(File.ReadAllBytes(PersonPackage)).Header.ArenaBytes.ShouldBeLessThanOrEqualTo(40u * 1024);
        JsonElement[] boxes = [.. report.GetProperty("result").GetProperty("boxes").EnumerateArray()];
        boxes.ShouldNotBeEmpty();
        // She fills the middle of the picture.
        JsonElement box = boxes[0];
        box.GetProperty("left").GetDouble().ShouldBeLessThan(0.4);
        box.GetProperty("right").GetDouble().ShouldBeGreaterThan(0.6);
        DecodedPicture drawn = PictureDecoder.Decode("found.png", File.ReadAllBytes(scratch.Path("found.png")), 4096);
        DecodedPicture picture = PictureDecoder.Decode("picture", File.ReadAllBytes(Person), 1024);
        (drawn.Height, drawn.Width).ShouldBe((picture.Height, picture.Width));
        drawn.Rgb.Zip(picture.Rgb).Count(pixel => Math.Abs(pixel.First - pixel.Second) > 40).ShouldBeInRange(1000, drawn.Rgb.Length / 4);
    }

    [Fact]
    public void A_box_has_the_name_of_its_class()
    {
        string model = RepositoryRoot.Shared("models/detect/person_detect.tflite");

        ToolResult table = Tool.Run("run", model, "--input", Person);
        ToolResult report = Tool.Run("run", model, "--input", Person, "--json");

        table.Code.ShouldBe(ExitCode.Ok, table.Error);
        table.Output.ShouldStartWith("person: ");
        JsonElement box = JsonDocument.Parse(report.Output).RootElement.GetProperty("result").GetProperty("boxes")[0];
        (box.GetProperty("class").GetInt32(), box.GetProperty("label").GetString()).ShouldBe((0, "person"));
    }

    [Theory]
    [InlineData("person_detect", 40)]
    [InlineData("voc_detect", 96)]
    public void A_package_names_its_classes_and_keeps_within_its_budget(string name, int kibibytes)
    {
        Package package = PackageReader.Read(File.ReadAllBytes(RepositoryRoot.Shared($"models/detect/{name}.mcu")));

        DetectorConfiguration network = DetectorConfiguration.Load(RepositoryRoot.Shared($"models/detect/{name}.json"));
        package.Head.ShouldBeOfType<FcosHead>().Labels.ShouldBe(network.Classes);
        package.Header.ArenaBytes.ShouldBeLessThanOrEqualTo((uint)kibibytes * 1024);
        network.Budget.SramBytes.ShouldBe(kibibytes * 1024);
    }

    [Fact]
    public void The_demo_runs_the_detector_firmware()
    {
        using Scratch scratch = new();

        ToolResult result = Tool.Run("demo", "--detect", "--output", scratch.Directory);

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("frames to the detector firmware");
        result.Output.Split('\n').Single(line => line.Contains("astronaut.jpg")).ShouldContain("1 person");
        string page = File.ReadAllText(scratch.Path("report.html"));
        page.ShouldNotContain("{{");
        page.ShouldContain("Boxes are what the firmware found");
        page.Split("<article").Length.ShouldBe(8);
    }

    [Fact]
    public void The_demo_wants_boxes_where_they_are_asked_for()
    {
        ToolResult result = Tool.Run("demo", "--detect", "--model", RepositoryRoot.Shared("models/vww/person_vww.mcu"));
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain("has no head with boxes");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("1 person", "person")]
    [InlineData("2 dog, 1 cat, 1 person", "person", "dog", "cat", "dog")]
    public void Objects_are_counted_by_class(string counts, params string[] names) => DetectorRun.Count(names).ShouldBe(counts);

    [Fact]
    public void A_classifier_has_no_boxes_to_draw()
    {
        using Scratch scratch = new();

        ToolResult result = Tool.Run("run", RepositoryRoot.Shared("models/vww/person_vww.mcu"), "--input", Person, "--draw", scratch.Path("found.png"));

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("--draw draws a detector's boxes on a picture; the model has no head with boxes");
        File.Exists(scratch.Path("found.png")).ShouldBeFalse();
    }

    [Fact]
    public void Points_are_drawn_where_they_are()
    {
        DecodedPicture black = new(40, 60, new byte[40 * 60 * 3], false);

        byte[] png = PictureDrawing.DrawBoxes(black, [new DrawnBox(0, 0, 0, 0, 0, [(0.5, 0.25), (1, 1)])]);

        DecodedPicture drawn = PictureDecoder.Decode("points.png", png, 4096);
        int[] bright = [.. Enumerable.Range(0, 40 * 60).Where(pixel => drawn.Rgb[3 * pixel] > 128)];
        bright.ShouldContain((10 * 60) + 30);
        bright.ShouldContain((39 * 60) + 59);
        bright.Where(pixel => pixel % 60 is > 5 and < 55).ShouldAllBe(pixel => Math.Abs((pixel % 60) - 30) <= 5 && Math.Abs((pixel / 60) - 10) <= 5);
    }
}
