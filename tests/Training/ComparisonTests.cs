// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Comparison;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class ComparisonTests
{
    [Fact]
    public void The_better_half_goes_on_twice_as_long()
    {
        List<(string Name, int Epochs)> trained = [];
        IReadOnlyList<HalvingResult<string>> ranked = SuccessiveHalving.Run(["0.5", "0.9", "0.6", "0.8", "0.7"], 3, (name, epochs) =>
        {
            trained.Add((name, epochs));
            return double.Parse(name);
        });

        ranked.Select(result => (result.Contestant, result.Epochs)).ShouldBe([("0.9", 6), ("0.8", 6), ("0.7", 3), ("0.6", 3), ("0.5", 3)]);
        trained.Count.ShouldBe(7);
    }

    [Fact]
    public void The_same_command_goes_on_from_its_checkpoints()
    {
        using TinyProject project = new();
        string second = Path.ChangeExtension(project.Configuration, ".second.json");
        File.WriteAllText(second, File.ReadAllText(project.Configuration).Replace("\"expanded\": 48", "\"expanded\": 24"));
        string[] arguments = ["compare", project.Configuration, second, "--data", project.Pictures, "--output", project.Output, "--epochs", "1", "--batch", "16"];

        Run(arguments).ShouldBe(0);

        string table = Path.Combine(project.Output, "comparison.csv");
        string[] lines = File.ReadAllLines(table);
        lines[0].ShouldBe("configuration,epochs,accuracy");
        lines[1..].Select(line => line.Split(',')[0]).ShouldBe(["config.json", "config.second.json"], ignoreOrder: true);
        DateTime[] written = Checkpoints(project.Output);
        Run(arguments).ShouldBe(0);
        Checkpoints(project.Output).ShouldBe(written);
        File.ReadAllLines(table).ShouldBe(lines);
    }

    private static DateTime[] Checkpoints(string folder) => [.. Directory.GetFiles(folder, "*.safetensors").Order().Select(File.GetLastWriteTimeUtc)];

    private static int Run(params string[] arguments)
    {
        RootCommand root = new() { new CompareCommand() };
        return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
