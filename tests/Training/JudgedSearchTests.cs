// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text.Json;
using MCUNetV2.Networks;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary><c>search --data</c>, from pictures to networks that go on from what they inherited.</summary>
public sealed class JudgedSearchTests : IDisposable
{
    private readonly TinyProject _project = new(picturesPerClass: 60);
    private readonly string _space;
    private readonly string _output;

    public JudgedSearchTests()
    {
        _space = Path.ChangeExtension(_project.Configuration, ".space.json");
        _output = Path.Combine(_project.Output, "best.json");
        Directory.CreateDirectory(_project.Output);
        File.WriteAllText(
            _space,
            """
            {
              "name": "tiny", "classes": ["square", "disc"], "inputSizes": [24, 32], "stemChannels": [8],
              "stages": [
                { "strides": [1], "repeats": [1], "kernels": [3], "expansions": [1], "channels": [8] },
                { "strides": [2], "repeats": [1, 2], "kernels": [3, 5], "expansions": [2, 3], "channels": [8, 16] },
                { "strides": [2], "repeats": [1], "kernels": [3, 5], "expansions": [2, 3], "channels": [16, 24] }
              ],
              "budget": { "sramBytes": 32768, "flashBytes": 65536, "macs": 2000000 }
            }
            """);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_search_trains_a_supernet_and_ends_in_a_front_that_training_goes_on_from()
    {
        string[] arguments = ["--epochs", "2", "--largest-epochs", "1", "--candidates", "6", "--finalists", "3", "--target", "cortex-m4", "--json"];
        JsonElement report = JsonDocument.Parse(Search(arguments)).RootElement;

        JsonElement best = report.GetProperty("finalists")[0];
        report.GetProperty("judged").GetInt32().ShouldBeGreaterThan(3);
        best.GetProperty("accuracy").GetDouble().ShouldBeInRange(0.3, 1);
        best.GetProperty("time").GetProperty("instructions").GetInt64().ShouldBePositive();
        File.Exists(Path.Combine(_project.Output, "best.front", "front.svg")).ShouldBeTrue();
        NetworkConfiguration network = NetworkConfiguration.Load(_output);
        using Classifier classifier = new(network, 0);
        Transplant.Apply(BackboneFile.Load(Path.ChangeExtension(_output, ".safetensors")), classifier).ShouldAllBe(layer => layer.From != null);

        // The same again: nothing is trained or judged once more.
        string supernet = Path.Combine(_project.Output, "best.supernet", "tiny.supernet.safetensors");
        string[] trials = File.ReadAllLines(Path.Combine(_project.Output, "best.front", "trials.csv"));
        JsonDocument.Parse(Search(arguments)).RootElement.ToString().ShouldBe(report.ToString());
        File.ReadAllLines(Path.Combine(_project.Output, "best.front", "trials.csv")).ShouldBe(trials);

        // One supernet, another limit.
        Search(["--supernet", supernet, "--candidates", "3", "--input-size", "24", "--target", "cortex-m4"]).ShouldContain("trained on by: mcunet train");
        File.WriteAllText(_space, File.ReadAllText(_space).Replace("\"kernels\": [3, 5]", "\"kernels\": [3, 7]"));
        Should.Throw<InvalidDataException>(() => Search(["--supernet", supernet])).Message.ShouldContain("was trained for a space without stage 2: a kernel of 7");
    }

    private string Search(params string[] options)
    {
        StringWriter output = new();
        RootCommand root = new() { new JudgedSearchCommand() };
        root.Parse(["search", _space, "--data", _project.Pictures, "-o", _output, .. options])
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output }).ShouldBe(0);
        return output.ToString();
    }
}
