// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.TfLite;

/// <summary>Bytes that are no model, or nearly one: a graph or one of two exceptions, soon, and with little memory.</summary>
public class HostileFileTests
{
    private const int Seed = 7;

    private const long MostBytes = 256 << 20;
    private const long LargestPackaged = 1 << 20;

    private static readonly byte[] Model = TfLiteWriter.Write(RandomNetwork.Generate(Seed));

    [Theory]
    [InlineData("", "the file is empty; a .tflite model was expected")]
    [InlineData("TFL3", "not a .tflite model: bytes 4 to 7 of one are 'TFL3'")]
    [InlineData("just some text, and a newline\n", "not a .tflite model: bytes 4 to 7 of one are 'TFL3'")]
    public void Other_files_are_named_for_what_they_are(string content, string message) =>
        Should.Throw<ModelFormatException>(() => TfLiteReader.Read(Encoding.UTF8.GetBytes(content))).Message.ShouldBe(message);

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Model.Length; length++)
        {
            Outcome(Model[..length]).ShouldNotBeNull($"{length} of {Model.Length} bytes");
        }
    }

    [Fact]
    public void Damaged_bytes_end_in_a_graph_or_a_refusal()
    {
        const int Models = 24, Rounds = 1000;
        for (int seed = 0; seed < Models; seed++)
        {
            byte[] model = TfLiteWriter.Write(RandomNetwork.Generate(seed));
            Random random = new(seed);
            for (int round = 0; round < Rounds; round++)
            {
                byte[] damaged = Damage.Some(model, random);
                Allocated(() => Outcome(damaged)).ShouldBeLessThan(MostBytes, $"model {seed}, round {round}");
            }
        }
    }

    public static TheoryData<string> WrongKinds => [.. WrongModels.Kinds.Keys];

    [Theory]
    [MemberData(nameof(WrongKinds))]
    public void Models_that_make_no_sense_end_in_a_package_or_a_refusal(string kind)
    {
        const int Models = 20;
        for (int seed = 0; seed < Models; seed++)
        {
            TfLiteModel model = RandomNetwork.Generate(seed);
            byte[] wrong = TfLiteWriter.Write(model with { Subgraphs = [WrongModels.Kinds[kind](model.Main, new Random(seed))] });
            Should.NotThrow(() => Outcome(wrong), $"seed {seed}")?.ShouldNotContain("engine", customMessage: $"seed {seed}");
        }
    }

    /// <summary>A quarter of a million tensors that all share one table, whose shape is as long: 6 x 10^10 numbers in 2 MB.</summary>
    [Fact]
    public void Shared_tables_do_not_multiply()
    {
        const int Count = 250_000;
        byte[] bytes = new byte[2_200_000];
        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        void PutShort(int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
        void Vtable(int at, params short[] slots)
        {
            PutShort(at, (short)(4 + (2 * slots.Length)));
            for (int i = 0; i < slots.Length; i++)
            {
                PutShort(at + 4 + (2 * i), slots[i]);
            }
        }

        "TFL3"u8.CopyTo(bytes.AsSpan(4));
        Put(0, 100);
        Vtable(40, 4, 0, 8);        // model: version, subgraphs
        Put(100, 60);
        Put(104, 3);
        Put(108, 112 - 108);
        Put(112, 1);                // one subgraph
        Put(116, 200 - 116);
        Vtable(60, 4);              // subgraph: tensors
        Put(200, 140);
        Put(204, 1000 - 204);
        Vtable(80, 4);              // tensor: shape
        Put(300, 220);
        const int Shape = 1_100_000;
        Put(304, Shape - 304);
        Put(Shape, Count);
        Put(1000, Count);
        for (int i = 0; i < Count; i++)
        {
            Put(1004 + (4 * i), 300 - (1004 + (4 * i)));
        }

        Allocated(() => Should.Throw<ModelFormatException>(() => TfLiteReader.Read(bytes)).Message.ShouldContain("too many times")).ShouldBeLessThan(MostBytes);
    }

    /// <summary>Bytes: what a file makes the reader do is counted by what it allocates, which is the same on every machine.</summary>
    private static long Allocated(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The exception's message; null when the bytes are a model after all.</summary>
    private static string? Outcome(byte[] bytes)
    {
        try
        {
            ModelGraph graph = TfLiteImporter.Import(TfLiteReader.Read(bytes));
            if (graph.Tensors.Sum(tensor => (long)tensor.Bytes) < LargestPackaged)
            {
                PackageWriter.Write(Schedules.Layers(graph, Target.Portable)); // which asks the engine, too
            }

            return null;
        }
        catch (Exception e) when (e is ModelFormatException or UnsupportedModelException)
        {
            e.Message.Any(char.IsControl).ShouldBeFalse(e.Message);
            return e.Message;
        }
    }
}
