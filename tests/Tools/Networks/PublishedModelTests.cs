// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
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
        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Model(model));
        (int Rows, int Columns, int Operators)[] grids = [(2, 3, 5), (3, 1, 9), (5, 4, 7)];
        for (int seed = 0; seed < Seeds; seed++)
        {
            (int rows, int columns, int operators) = grids[seed];
            List<byte[]> outputs = Run(Schedules.Patches(graph, Target.Portable, rows, columns, operators), model, seed);
            for (int i = 0; i < outputs.Count; i++)
            {
                outputs[i].ShouldBe(File.ReadAllBytes(SharedFiles.Golden(model, $"output{i}_seed{seed}.bin")), $"seed {seed}, output {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Layers_agree(string model)
    {
        GoldenLayers golden = GoldenLayers.Read(model);
        List<Operator> layers = golden.Operators;
        layers.Count.ShouldBeGreaterThan(golden.Graph.Operators.Length * 9 / 10);

        Plan plan = Schedules.Layers(golden.Graph with { Outputs = [.. layers.Select(o => o.Output)] }, Target.Portable);
        for (int seed = 0; seed < Seeds; seed++)
        {
            List<byte[]> outputs = Run(plan, model, seed);
            for (int i = 0; i < layers.Count; i++)
            {
                Convert.ToHexStringLower(SHA256.HashData(outputs[i]))
                    .ShouldBe(golden.Hash(layers[i], seed), $"seed {seed}, operator {layers[i].Source}");
            }
        }
    }

    private static List<byte[]> Run(Plan plan, string model, int seed)
    {
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan));
        byte[] input = File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin"));
        return [.. engine.Run(plan.Graph.Boundary.ToDeviceOrder<byte>(input)).Outputs.Select(o => o.Bytes)];
    }
}
