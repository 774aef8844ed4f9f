// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Compiler.TfLite.Reading;

/// <summary>Reads a .tflite file into records. Whatever the bytes, the result is a model whose every index is in range, or one exception.</summary>
public static class TfLiteReader
{
    private const int SchemaVersion = 3;
    private const int IdentifierOffset = 4;

    private static readonly byte[] Identifier = "TFL3"u8.ToArray();

    /// <exception cref="ModelFormatException">The file is not a well-formed .tflite.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TfLiteModel ReadFile(string path)
    {
        if (new FileInfo(path).Length > Array.MaxLength)
        {
            throw new ModelFormatException("the file has more than 2 GB; no microcontroller runs such a model");
        }

        return Read(File.ReadAllBytes(path));
    }

    /// <summary>Constants of the model refer to <paramref name="bytes"/>; leave them unchanged.</summary>
    /// <exception cref="ModelFormatException">The bytes are not a well-formed .tflite.</exception>
    public static TfLiteModel Read(byte[] bytes)
    {
        CheckIdentifier(bytes);
        try
        {
            return ReadModel(new FlatFile(bytes));
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new ModelFormatException("the file is truncated or damaged: an offset in it points outside it", e);
        }
    }

    private static void CheckIdentifier(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw new ModelFormatException("the file is empty; a .tflite model was expected");
        }

        if (bytes.Length < IdentifierOffset + Identifier.Length ||
            !bytes.AsSpan(IdentifierOffset, Identifier.Length).SequenceEqual(Identifier))
        {
            throw new ModelFormatException("not a .tflite model: bytes 4 to 7 of one are 'TFL3'");
        }
    }

    private static TfLiteModel ReadModel(FlatFile file)
    {
        FlatTable model = file.Root;
        if (model.Int32(0) is var version && version != SchemaVersion)
        {
            throw new ModelFormatException($"schema version {version} is not supported; TFLite writes version {SchemaVersion}");
        }

        ImmutableArray<FlatTable> codes = model.Children(1);
        ImmutableArray<ReadOnlyMemory<byte>> buffers = [.. model.Children(4).Select(b => TensorReader.ReadBuffer(file, b))];
        ImmutableArray<TfLiteSubgraph> subgraphs = [.. model.Children(2).Select(s => ReadSubgraph(s, codes, buffers))];
        return subgraphs.IsEmpty
            ? throw new ModelFormatException("the model has no graph")
            : new TfLiteModel(model.Text(3), subgraphs);
    }

    private static TfLiteSubgraph ReadSubgraph(
        FlatTable subgraph, ImmutableArray<FlatTable> codes, ImmutableArray<ReadOnlyMemory<byte>> buffers)
    {
        ImmutableArray<TfLiteTensor> tensors = [.. subgraph.Children(0).Select((t, i) => TensorReader.Read(t, buffers, i))];
        return new TfLiteSubgraph(
            subgraph.Text(4), tensors,
            Indices(subgraph, 1, tensors.Length, false, "the graph's inputs"),
            Indices(subgraph, 2, tensors.Length, false, "the graph's outputs"),
            [.. subgraph.Children(3).Select((o, i) => ReadOperator(o, i, codes, tensors.Length))]);
    }

    private static TfLiteOperator ReadOperator(FlatTable table, int index, ImmutableArray<FlatTable> codes, int tensors)
    {
        uint codeIndex = (uint)table.Int32(0);
        if (codeIndex >= codes.Length)
        {
            throw new ModelFormatException($"the file is damaged: operator {index} has code {codeIndex} of {codes.Length}");
        }

        FlatTable code = codes[(int)codeIndex];

        // Codes up to 127 are in the older field, which is one byte; later ones in the newer.
        int builtin = Math.Max((sbyte)code.Byte(0), code.Int32(3));
        return new TfLiteOperator(
            (BuiltinOperator)builtin,
            Indices(table, 1, tensors, true, $"operator {index}'s inputs"),
            Indices(table, 2, tensors, false, $"operator {index}'s outputs"),
            OptionsReader.Read((TfLiteOptionsKind)table.Byte(3), table.Child(4)))
        {
            Version = code.Int32(2, 1),
            CustomCode = code.Text(1),
            CustomOptions = table.Bytes(5),
        };
    }

    private static ImmutableArray<int> Indices(FlatTable table, int field, int tensors, bool optional, string what)
    {
        ImmutableArray<int> indices = table.Int32s(field);
        foreach (int index in indices)
        {
            if (index >= tensors || index < (optional ? -1 : 0))
            {
                throw new ModelFormatException($"the file is damaged: {what} name tensor {index} of {tensors}");
            }
        }

        return indices;
    }
}
