// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>The reference interpreter against TensorFlow Lite Micro itself: every operator's output of published models.</summary>
public class GoldenLayerTests
{
    private const int FirstHashColumn = 8;

    public static TheoryData<string, int> Runs
    {
        get
        {
            TheoryData<string, int> runs = new();
            foreach (string model in SharedFiles.Models)
            {
                for (int seed = 0; seed < 3; seed++)
                {
                    runs.Add(model, seed);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_layer_agrees(string model, int seed)
    {
        ReferenceInterpreter interpreter = new(TfLiteReader.ReadFile(SharedFiles.Model(model)));
        byte[] input = File.ReadAllBytes(SharedFiles.Golden(model, $"input_seed{seed}.bin"));
        string[][] expected = File.ReadLines(SharedFiles.Golden(model, "layers.tsv")).Skip(1).Select(line => line.Split('\t')).ToArray();

        interpreter.Run([.. input.Select(b => (int)(sbyte)b)]);

        interpreter.Layers.Count.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(interpreter.Layers[i].Bytes.AsSpan());
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(expected[i][FirstHashColumn + seed], $"operator {i} {expected[i][1]}");
        }
    }
}
