// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
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

/// <summary>
/// Models as people have them (negative weight scales, activations as tables, slopes, requantising joins), under every kind of schedule and for every
/// target, against the hashes of what TensorFlow Lite Micro makes of them.
/// </summary>
public class WildModelTests
{
    private const string Folder = "cases/wild";

    public static TheoryData<string> Models =>
        ["activity_gmp_wl_48", "face_landmarks_192", "mcunet_320kb_imagenet_176", "meter_digits_dhy0400", "movenet_192", "palm_detection_192", "yolo_person_detect", "yolov5_tiny_96", "yolov8n_192"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Layers_give_the_expected_bytes(string model)
    {
        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Path($"{Folder}/{model}.tflite"));
        Check(model, Schedules.Layers(graph, Target.Portable));
        foreach (Target target in Enum.GetValues<Target>())
        {
            PackageWriter.Write(Schedules.Layers(graph, target)).Length.ShouldBePositive();
        }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Models))]
    public void Every_schedule_gives_the_expected_bytes(string model)
    {
        ModelGraph graph = TfLiteImporter.Import(SharedFiles.Path($"{Folder}/{model}.tflite"));
        foreach (Target target in Enum.GetValues<Target>())
        {
            foreach (string request in (string[])["layers", "auto", "patches:2x2", "stream"])
            {
                Check(model, ScheduleRequest.TryParse(request)!.Resolve(graph, target, new PlanLimits()).Chosen.ShouldNotBeNull());
            }
        }
    }

    private static void Check(string model, Plan plan)
    {
        using HostEngine engine = HostEngine.Open(PackageWriter.Write(plan), plan.PeakBytes);
        ImmutableArray<int> shape = plan.Graph.Boundary.InputShape;
        string[][] rows = File.ReadLines(SharedFiles.Path($"{Folder}/golden.tsv")).Select(line => line.Split('\t')).Where(row => row[0] == model).ToArray();
        rows.ShouldNotBeEmpty();
        foreach (IGrouping<string, string[]> input in rows.GroupBy(row => row[1]))
        {
            byte[] bytes = input.Key == "triangle" ? Triangle(shape) : Noise(shape);
            IReadOnlyList<OutputTensor> outputs = engine.Run(plan.Graph.Boundary.ToDeviceOrder<byte>(bytes)).Outputs;
            outputs.Count.ShouldBe(input.Count());
            foreach (string[] row in input)
            {
                string actual = Convert.ToHexStringLower(SHA256.HashData(outputs[int.Parse(row[2])].Bytes));
                actual.ShouldBe(row[4], $"{model}, {input.Key}, output {row[2]}, {plan.Target} {plan.Schedule}");
            }
        }
    }

    /// <summary>golden/README.md's triangle wave over columns, rows and channels of the declared 1 x rows x columns x channels.</summary>
    private static byte[] Triangle(ImmutableArray<int> shape)
    {
        int[] sizes = [.. Enumerable.Repeat(1, 4 - shape.Length), .. shape];
        return [.. Enumerable.Range(0, sizes.Aggregate((a, b) => a * b)).Select(i =>
        {
            (int c, int x, int y) = (i % sizes[3], i / sizes[3] % sizes[2], i / sizes[3] / sizes[2]);
            int t = ((3 * x) + (2 * y) + (40 * c)) % 512;
            return (byte)(t < 256 ? t - 128 : 383 - t);
        })];
    }

    /// <summary>Its noise of seed 1: the upper bytes of a linear congruential generator.</summary>
    private static byte[] Noise(ImmutableArray<int> shape)
    {
        uint state = 1u;
        return [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (byte)((state = (state * 1664525) + 1013904223) >> 24))];
    }
}
