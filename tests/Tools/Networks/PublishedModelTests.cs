// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Published models through importer, planner, package and engine, against TensorFlow Lite Micro.</summary>
public class PublishedModelTests
{
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
        var golden = GoldenLayers.Read(model);
        var layers = golden.Operators;
        layers.Count.ShouldBeGreaterThan(golden.Graph.Operators.Length * 9 / 10);

        var plan = Schedules.Layers(golden.Graph with { Outputs = [.. layers.Select(o => o.Output)] }, Target.Portable);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var outputs = Run(plan, model, seed);
            for (var i = 0; i < layers.Count; i++)
            {
                Convert.ToHexStringLower(SHA256.HashData(outputs[i]))
                    .ShouldBe(golden.Hash(layers[i], seed), $"seed {seed}, operator {layers[i].Source}");
            }
        }
    }

    private static List<byte[]> Run(Plan plan, string model, int seed)
    {
        using var engine = HostEngine.Open(PackageWriter.Write(plan));
        var input = File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin"));
        return [.. engine.Run(plan.Graph.Boundary.ToDeviceOrder<byte>(input)).Outputs.Select(o => o.Bytes)];
    }
}
