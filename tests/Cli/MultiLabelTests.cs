// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary><c>eval --multi-label</c>: pictures that show any number of classes.</summary>
public sealed class MultiLabelTests
{
    private static readonly MultiLabelScore[] Scores =
    [
        new("both", [0, 1], [0.9, 0.8, 0.1]),
        new("first", [0], [0.7, 0.6, 0.2]),
        new("none", [], [0.4, 0.7, 0.3]),
        new("second", [1], [0.2, 0.4, 0.1]),
    ];

    [Fact]
    public void Every_class_is_judged_alone()
    {
        MultiLabelReport report = MultiLabelEvaluator.Judge("m", "d", "all", Scores, ["a", "b", "c"], 0.5, "layers", 1);

        // a: 0.9 and 0.7 are its pictures', before 0.4. b: its pictures come first and last of 0.8, 0.7, 0.6, 0.4: precisions 1 and 2/4. Nothing shows c.
        report.Classes[0].ShouldBe(new LabelPrecision("a", 2, 2, 0, 1, 1, 1, 1));
        report.Classes[1].ShouldBe(new LabelPrecision("b", 2, 1, 2, 0.333333, 0.5, 0.5, 0.75));
        report.Classes[2].ShouldBe(new LabelPrecision("c", 0, 0, 0, null, null, null, null));
        report.MeanAveragePrecision.ShouldBe(0.875);
        report.F1!.Value.ShouldBe(2 * 3 / (2.0 * 3 + 2 + 1), 1e-6); // three found, two false alarms, one missed
        report.ExactShare.ShouldBe(0.25);
    }

    [Fact]
    public void Marked_objects_are_labels()
    {
        using Scratch scratch = new();
        string set = Photographs(scratch);
        File.WriteAllText(Path.Combine(set, "boxes.jsonl"), """
            {"file": "cat.jpg", "split": "val", "boxes": [{"cls": "cat", "box": [0, 0, 1, 1]}]}
            {"file": "astronaut.jpg", "split": "val", "boxes": [{"cls": "person", "box": [0, 0, 1, 1]}, {"cls": "cat", "box": [0, 0, 0.1, 0.1]}, {"cls": "flag", "box": [0, 0, 1, 1]}]}
            {"file": "gone.jpg", "split": "train", "boxes": []}

            """);

        ToolResult result = Tool.Run(
            "eval", scratch.Write("model.tflite", TestModel.Write()), "--dataset", set, "--split", "val", "--classes", "cat,person", "--multi-label", "--json",
            "--curves", scratch.Path("curves.svg"), "--report", scratch.Path("page.html"), "--scores", scratch.Path("scores.csv"));

        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        JsonElement report = JsonSerializer.Deserialize<JsonElement>(result.Output);
        report.GetProperty("count").GetInt32().ShouldBe(2);
        JsonElement[] classes = [.. report.GetProperty("classes").EnumerateArray()];
        classes.Select(one => one.GetProperty("pictures").GetInt32()).ShouldBe([2, 1]);
        classes[0].GetProperty("averagePrecision").ValueKind.ShouldBe(JsonValueKind.Null); // all show it
        classes[1].GetProperty("averagePrecision").GetDouble().ShouldBeInRange(0.5, 1);
        File.ReadAllText(scratch.Path("curves.svg")).ShouldContain("person: average precision");
        File.ReadAllText(scratch.Path("page.html")).ShouldContain("every class right");
        File.ReadAllLines(scratch.Path("scores.csv")).Length.ShouldBe(3);
    }

    [Fact]
    public void The_listing_names_every_class()
    {
        using Scratch scratch = new();
        ToolResult result = Tool.Run("eval", scratch.Write("model.tflite", TestModel.Write()), "--dataset", Repository.Path("samples"), "--multi-label");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        result.Output.ShouldContain("7 pictures of any number of classes, mAP");
        result.Output.ShouldContain("no person");
    }

    [Theory]
    [InlineData("--classes names 3 classes; the model has 2 scores", "--classes", "a,b,c")]
    [InlineData("--class dog is none of no person, person", "--class", "dog")]
    [InlineData("--multi-label judges every class at the same threshold", "--false-alarms", "0.1")]
    public void Wrong_usage_is_one_line(string message, string option, string value)
    {
        using Scratch scratch = new();
        ToolResult result = Tool.Run("eval", scratch.Write("model.tflite", TestModel.Write()), "--dataset", Repository.Path("samples"), "--multi-label", option, value);
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(message);
    }

    private static string Photographs(Scratch scratch)
    {
        string set = Directory.CreateDirectory(scratch.Path("set")).FullName;
        File.Copy(Repository.Path("samples/person/astronaut.jpg"), Path.Combine(set, "astronaut.jpg"));
        File.Copy(Directory.GetFiles(Repository.Path("samples/no person"), "*.jpg")[0], Path.Combine(set, "cat.jpg"));
        return set;
    }
}
