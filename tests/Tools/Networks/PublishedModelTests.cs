using System.Security.Cryptography;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Published models through importer, planner, package and engine, against TensorFlow Lite Micro.</summary>
public class PublishedModelTests
{
    private const int FirstHashColumn = 8;
    private const int Seeds = 3;

    public static TheoryData<string> Models => [.. SharedFiles.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public void Outputs_agree_under_uneven_grids(string model)
    {
        var graph = TfLiteImporter.Import(SharedFiles.Model(model));
        (int Rows, int Columns, int Operators)[] grids = [(2, 3, 5), (3, 1, 9), (5, 4, 7)];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (rows, columns, operators) = grids[seed];
            var outputs = Run(Schedules.Patches(graph, Target.Portable, rows, columns, operators), model, seed);
            for (var i = 0; i < outputs.Count; i++)
            {
                outputs[i].ShouldBe(File.ReadAllBytes(SharedFiles.Golden(model, $"output{i}_seed{seed}.bin")), $"seed {seed}, output {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Layers_agree(string model)
    {
        var source = TfLiteReader.ReadFile(SharedFiles.Model(model));
        var graph = TfLiteImporter.Import(source, new ImportOptions(KeepChannels: true));
        var layers = Comparable(source, graph);
        layers.Count.ShouldBeGreaterThan(graph.Operators.Length * 9 / 10);
        var expected = File.ReadLines(SharedFiles.Golden(model, "layers.tsv")).Skip(1).Select(line => line.Split('\t')).ToArray();

        var plan = Schedules.Layers(graph with { Outputs = [.. layers.Select(o => o.Output)] }, Target.Portable);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var outputs = Run(plan, model, seed);
            for (var i = 0; i < layers.Count; i++)
            {
                Convert.ToHexStringLower(SHA256.HashData(outputs[i]))
                    .ShouldBe(expected[layers[i].Source][FirstHashColumn + seed], $"seed {seed}, operator {layers[i].Source}");
            }
        }
    }

    /// <summary>Operators whose output lies on the device as it does in TFLite.</summary>
    private static List<Operator> Comparable(TfLiteModel source, ModelGraph graph) => [.. graph.Operators.Skip(1).Where(o =>
    {
        var tensor = graph.Tensors[o.Output];
        int[] shape = [.. source.Main.Tensors[source.Main.Operators[o.Source].Outputs[0]].Shape];
        return shape is [1, var h, var w, var c] && (h, w, c) == (tensor.Height, tensor.Width, tensor.Channels) ||
            shape is [1, var n] && n == tensor.Bytes;
    })];

    private static List<byte[]> Run(Plan plan, string model, int seed)
    {
        using var engine = HostEngine.Open(PackageWriter.Write(plan));
        var input = File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin"));
        return [.. engine.Run(plan.Graph.Boundary.ToDeviceOrder<byte>(input)).Outputs.Select(o => o.Bytes)];
    }
}
