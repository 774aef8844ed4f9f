// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Tests;

/// <summary>A published model whose every layer is known.</summary>
internal sealed class GoldenLayers
{
    private const int FirstHashColumn = 8;

    private readonly string[][] _rows;

    private GoldenLayers(ModelGraph graph, List<Operator> operators, string[][] rows)
    {
        Graph = graph;
        Operators = operators;
        _rows = rows;
    }

    /// <summary>With all its channels.</summary>
    public ModelGraph Graph { get; }

    /// <summary>Those whose output lies on the device as it does in TFLite.</summary>
    public List<Operator> Operators { get; }

    public static GoldenLayers Read(string model)
    {
        TfLiteModel source = TfLiteReader.ReadFile(SharedFiles.Model(model));
        ModelGraph graph = TfLiteImporter.Import(source, new ImportOptions(KeepChannels: true));
        string[][] rows = [.. File.ReadLines(SharedFiles.Golden(model, "layers.tsv")).Skip(1).Select(line => line.Split('\t'))];
        return new GoldenLayers(graph, [.. graph.Operators.Skip(1).Where(op => IsComparable(source, graph, op))], rows);
    }

    /// <summary>SHA-256 of an operator's expected output, in hexadecimal.</summary>
    public string Hash(Operator op, int seed) => _rows[op.Source][FirstHashColumn + seed];

    private static bool IsComparable(TfLiteModel source, ModelGraph graph, Operator op)
    {
        Tensor tensor = graph.Tensors[op.Output];
        int[] shape = [.. source.Main.Tensors[source.Main.Operators[op.Source].Outputs[0]].Shape];
        return (shape is [1, var height, var width, var channels] && (height, width, channels) == (tensor.Height, tensor.Width, tensor.Channels))
            || (shape is [1, var count] && count == tensor.Bytes);
    }
}
