// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests.Pictures;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary><c>eval</c> and <c>demo</c> on the sample photographs.</summary>
public sealed class EvalTests
{
    private static readonly string Samples = Repository.Path("samples");

    [Fact]
    public void Eval_counts_every_picture_and_writes_soft_labels()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        ToolResult result = Tool.Run("eval", model, "--dataset", Samples, "--scores", scratch.Path("scores.csv"), "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonSerializer.Deserialize<JsonElement>(result.Output);
        report.GetProperty("count").GetInt32().ShouldBe(7);
        int[][] confusion = report.GetProperty("confusion").Deserialize<int[][]>()!;
        confusion.Sum(row => row.Sum()).ShouldBe(7);
        report.GetProperty("accuracy").GetDouble().ShouldBe((confusion[0][0] + confusion[1][1]) / 7.0, 1e-6);
        string[] lines = File.ReadAllLines(scratch.Path("scores.csv"));
        lines[0].ShouldBe("file,no person,person");
        lines.Length.ShouldBe(8);
    }

    [Fact]
    public void A_single_score_is_the_second_class()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.WriteLoneScore());
        ToolResult result = Tool.Run("eval", model, "--dataset", Samples, "--classes", "no person,person", "--scores", scratch.Path("scores.csv"), "--json");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonSerializer.Deserialize<JsonElement>(result.Output);
        report.GetProperty("count").GetInt32().ShouldBe(7);
        report.GetProperty("confusion").Deserialize<int[][]>()!.Length.ShouldBe(2);
        report.GetProperty("topFive").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (string[] row in File.ReadAllLines(scratch.Path("scores.csv")).Skip(1).Select(line => line.Split(',')))
        {
            double[] shares = [.. row[^2..].Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
            shares.Sum().ShouldBe(1, 1e-3);
        }

        Tool.Run("eval", model, "--dataset", Samples, "--classes", "person").Error.ShouldContain("one score, the probability of the second of two classes");
    }

    [Fact]
    public void The_right_class_has_a_rank()
    {
        PictureScore score = new("", 2, "", [0.1, 0.2, 0.2, 0.3, 0.05, 0.05, 0.1]);
        score.Rank.ShouldBe(2);
        EvalReport.ShareInTopFive([score, score with { Label = 5 }], 7).ShouldBe(0.5);
        EvalReport.ShareInTopFive([score], 5).ShouldBeNull();
    }

    [Fact]
    public void Eval_calibrates_a_threshold_which_reaches_the_firmware()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        string head = scratch.Write("model.head.json", """{ "kind": "classifier", "about": "kept", "labels": ["no person", "person"] }"""u8);

        ToolResult result = Tool.Run("eval", model, "--dataset", Samples, "--false-alarms", "0.5", "--write-threshold", "--curves", scratch.Path("curves.svg"), "--json");

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement thresholds = JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("thresholds");
        JsonElement chosen = thresholds.GetProperty("chosen");
        chosen.GetProperty("falseAlarmRate").GetDouble().ShouldBeLessThanOrEqualTo(0.5);
        double threshold = chosen.GetProperty("threshold").GetDouble();
        JsonElement written = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(head));
        written.GetProperty("threshold").GetDouble().ShouldBe(threshold, 1e-5);
        written.GetProperty("about").GetString().ShouldBe("kept");
        File.ReadAllText(scratch.Path("curves.svg")).ShouldContain("area under the ROC");

        Tool.Run("compile", model, "-o", scratch.Path("model.mcu")).Code.ShouldBe(ExitCode.Ok);
        using HostEngine engine = HostEngine.Open(File.ReadAllBytes(scratch.Path("model.mcu")));
        ((double)engine.Model.Threshold).ShouldBe(threshold, 1e-4);
        engine.Model.GetLabel(1).ShouldBe("person");
    }

    [Fact]
    public void Curve_of_scores_that_are_known()
    {
        ThresholdCurve curve = ThresholdCurve.Of("x", [(0.9, true), (0.8, false), (0.7, true), (0.7, false), (0.2, false), (0.1, false)]);

        // Of 8 pairs, 0.9 wins four; 0.7 wins two, loses one and draws one.
        curve.AreaUnderRoc.ShouldBe(6.5 / 8, 1e-9);
        curve.AveragePrecision.ShouldBe((1 + 0.5) / 2, 1e-9);
        curve.AtFalseAlarmRate(0).ShouldBe(new ThresholdPoint(curve.AtFalseAlarmRate(0).Threshold, 0.9, 1, 0, 0.5, 0, 1));
        curve.AtFalseAlarmRate(0).Threshold.ShouldBe(0.85, 1e-9);
        curve.AtFalseAlarmRate(0.5).Found.ShouldBe(2);
        curve.At(0.5).FalseAlarms.ShouldBe(2);
        curve.At(0.95).Found.ShouldBe(0);
    }

    [Fact]
    public void Eval_of_a_folder_without_the_classes_names_what_it_found()
    {
        using Scratch scratch = new();
        scratch.Write("photos/cats/a.jpg", [1]);
        ToolResult result = Tool.Run("eval", scratch.Write("model.tflite", TestModel.Write()), "--dataset", scratch.Path("photos"), "--classes", "cats,dogs");
        result.Code.ShouldBe(ExitCode.InvalidFile);
        result.ErrorLine.ShouldContain("found: cats");
    }

    [Fact]
    public void Classes_without_labels_are_the_folders_of_the_data_set()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        WritePictures(scratch, "open", "shut");

        ToolResult result = Tool.Run("eval", model, "--dataset", scratch.Path("doors"), "--scores", scratch.Path("scores.csv"));
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        File.ReadLines(scratch.Path("scores.csv")).First().ShouldBe("file,open,shut");

        scratch.Write("doors/ajar/a.png", TestPicture.Encode(SKEncodedImageFormat.Png));
        result = Tool.Run("eval", model, "--dataset", scratch.Path("doors"));
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain("name them with --classes");
    }

    [Fact]
    public void Demo_speaks_of_the_classes_of_its_model()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        scratch.Write("model.head.json", """{ "kind": "classifier", "labels": ["shut", "open"], "threshold": 0.25 }"""u8);
        WritePictures(scratch, "open", "shut");

        ToolResult result = Tool.Run("demo", "--model", model, "--pictures", scratch.Path("doors"), "--output", scratch.Path("page"));
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        string page = File.ReadAllText(scratch.Path("page/report.html"));
        page.ShouldContain("<h1>open: ");
        page.ShouldContain(" of 2 photographs right");
        page.ShouldContain("left:25%");
        foreach (string text in new[] { result.Output, page })
        {
            text.ShouldNotContain("person", Case.Insensitive);
        }
    }

    private static void WritePictures(Scratch scratch, params string[] folders)
    {
        foreach (string folder in folders)
        {
            scratch.Write($"doors/{folder}/{folder}.png", TestPicture.Encode(SKEncodedImageFormat.Png));
        }
    }

    [Fact]
    public void A_file_that_is_no_picture_is_named_by_every_verb_that_reads_it()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        scratch.Write("no person/a.png", TestPicture.Encode(SKEncodedImageFormat.Png));
        string page = scratch.Write("person/page.jpg", "<html>"u8);
        string[][] commands =
        [
            ["eval", model, "--dataset", scratch.Directory], ["demo", "--model", model, "--pictures", scratch.Directory, "-o", scratch.Directory], ["run", model, "--input", page],
        ];
        foreach (string[] command in commands)
        {
            ToolResult result = Tool.Run(command);

            result.Code.ShouldBe(ExitCode.InvalidFile, string.Join(' ', command));
            result.ErrorLine.ShouldContain("page.jpg: not a picture that can be read (JPEG, PNG, WebP, BMP)");
        }
    }

    [Fact]
    public void A_damaged_picture_is_taken_with_a_warning()
    {
        using Scratch scratch = new();
        string model = scratch.Write("model.tflite", TestModel.Write());
        scratch.Write("no person/a.png", TestPicture.Encode(SKEncodedImageFormat.Png));
        string half = scratch.Write("person/half.png", TestPicture.Cut(TestPicture.Encode(SKEncodedImageFormat.Png, 240, 240)));
        string[][] commands = [["eval", model, "--dataset", scratch.Directory], ["run", model, "--input", half]];
        foreach (string[] command in commands)
        {
            ToolResult result = Tool.Run(command);

            result.Code.ShouldBe(ExitCode.Ok, result.Error);
            result.Error.ShouldStartWith("mcunet: warning: ");
            result.Error.ShouldContain("half.png");
        }
    }

    [Fact]
    public void Demo_WritesAPageThatNeedsNothingElse()
    {
        using Scratch scratch = new();
        ToolResult result = Tool.Run("demo", "--model", scratch.Write("model.tflite", TestModel.Write()), "--pictures", Samples, "--output", scratch.Directory);
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("astronaut.jpg");
        string page = File.ReadAllText(scratch.Path("report.html"));
        page.ShouldNotContain("{{");
        page.ShouldNotContain("src=\"http");
        page.Split("<article").Length.ShouldBe(8);
    }
}
