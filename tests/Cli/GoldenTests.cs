using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary><c>run</c> gives the bytes of TFLite's reference kernels for published models, whole and in patches.</summary>
public sealed class GoldenTests
{
    private static readonly string[] Models =
        ["mcunet_vww_80", "mcunet_person_detection_128x160", "mcunetv2_large_224", "mlperf_vww_96", "mobilenet_v2_1.0_224", "tflm_person_detect"];

    public static TheoryData<string, string, int> Runs
    {
        get
        {
            TheoryData<string, string, int> runs = [];
            foreach (string model in Models)
            {
                Array.ForEach([0, 1, 2], seed => runs.Add(model, "layers", seed));
                Array.ForEach(["patches:2x2:3", "patches:3x4:7", "patches:5x3:9"], schedule => runs.Add(model, schedule, 1));
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_ReproducesTheExpectedOutputs(string model, string schedule, int seed)
    {
        string shared = FindShared();
        string golden = Path.Combine(shared, "golden", model);
        using Scratch scratch = new();
        ToolResult result = Tool.Run(
            "run", Path.Combine(shared, "models", $"{model}.tflite"), "--input", Path.Combine(golden, $"input_seed{seed}.bin"), "--schedule", schedule, "--output", scratch.Directory);
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        string[] expected = Directory.GetFiles(golden, $"output*_seed{seed}.bin");
        expected.ShouldNotBeEmpty();
        for (int output = 0; output < expected.Length; output++)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(golden, $"output{output}_seed{seed}.bin"));
            File.ReadAllBytes(scratch.Path($"output_{output}.bin")).ShouldBe(bytes);
        }
    }

    private static string FindShared()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "golden")))
            {
                return shared;
            }
        }

        Assert.Skip("needs the folder 'shared' beside the repository, with published models and their expected outputs");
        return "";
    }
}
