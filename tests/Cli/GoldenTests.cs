// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary><c>run</c> gives the bytes of TFLite's reference kernels for published models, whole and in patches.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, string, int> Runs
    {
        get
        {
            TheoryData<string, string, int> runs = [];
            foreach (string model in SharedFiles.Models)
            {
                Array.ForEach([0, 1, 2], seed => runs.Add(model, "layers", seed));
                Array.ForEach(["patches:2x2:3", "patches:3x4:7", "patches:5x3:9"], schedule => runs.Add(model, schedule, 1));
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_reproduces_the_expected_outputs(string model, string schedule, int seed)
    {
        string input = SharedFiles.Golden(model, $"input_seed{seed}.bin");
        using Scratch scratch = new();
        ToolResult result = Tool.Run(
            "run", SharedFiles.Model(model), "--input", input, "--schedule", schedule, "--output", scratch.Directory);
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        string[] expected = Directory.GetFiles(Path.GetDirectoryName(input)!, $"output*_seed{seed}.bin");
        expected.ShouldNotBeEmpty();
        for (int output = 0; output < expected.Length; output++)
        {
            byte[] bytes = File.ReadAllBytes(SharedFiles.Golden(model, $"output{output}_seed{seed}.bin"));
            File.ReadAllBytes(scratch.Path($"output_{output}.bin")).ShouldBe(bytes);
        }
    }
}
