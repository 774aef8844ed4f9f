// SPDX-License-Identifier: MIT
using Google.FlatBuffers;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.TfLite;

/// <summary>Files of more than 2 GB keep their buffers behind the FlatBuffer; small ones may do so too.</summary>
public class LargeFileTests
{
    [Fact]
    public void Reads_buffers_behind_the_tables() =>
        TfLiteReader.Read(Model(offset => (offset, 3), [7, 8, 9])).Main.Tensors[0].Data.ToArray().ShouldBe([7, 8, 9]);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    [InlineData(-2, ulong.MaxValue)]
    [InlineData(long.MaxValue / 2, 3)]
    public void Refuses_buffers_outside_the_file(long shift, ulong size) =>
        Should.Throw<ModelFormatException>(() => TfLiteReader.Read(Model(offset => ((ulong)((long)offset + shift), size), [7, 8, 9])))
            .Message.ShouldContain("lie outside its");

    /// <summary>One tensor, whose buffer is at an offset.</summary>
    /// <param name="place">Offset and size from the length of the FlatBuffer.</param>
    private static byte[] Model(Func<ulong, (ulong Offset, ulong Size)> place, byte[] behind)
    {
        int length = Tables(2, 1).Length;
        (ulong offset, ulong size) = place((ulong)length);
        return [.. Tables(offset, size), .. behind];
    }

    private static byte[] Tables(ulong offset, ulong size)
    {
        FlatBufferBuilder builder = new(256) { ForceDefaults = true };
        builder.StartTable(3);
        builder.AddUlong(1, offset, 0);
        builder.AddUlong(2, size, 0);
        int buffers = Vector(builder, builder.EndTable());
        builder.StartTable(3);
        builder.AddUint(2, 0, 0);
        int tensors = Vector(builder, builder.EndTable());
        builder.StartTable(1);
        builder.AddOffset(0, tensors, 0);
        int subgraphs = Vector(builder, builder.EndTable());
        builder.StartTable(5);
        builder.AddUint(0, 3, 0);
        builder.AddOffset(2, subgraphs, 0);
        builder.AddOffset(4, buffers, 0);
        builder.Finish(builder.EndTable(), "TFL3");
        return builder.SizedByteArray();
    }

    private static int Vector(FlatBufferBuilder builder, int table)
    {
        builder.StartVector(4, 1, 4);
        builder.AddOffset(table);
        return builder.EndVector().Value;
    }
}
