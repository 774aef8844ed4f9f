// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Compiler.Inspection;

/// <summary>What a .tflite costs as it is, with all its channels, operator by operator, executed one layer after another.</summary>
/// <param name="Graph">The model as imported: what is planned and runs.</param>
/// <param name="Operators">All of the source model's, also those that were folded.</param>
/// <param name="LayerByLayerPeakBytes">See <see cref="LayerMemory"/>.</param>
public sealed record ModelInspection(ModelGraph Graph, ImmutableArray<OperatorRow> Operators, long LayerByLayerPeakBytes)
{
    public long Macs => MacCount.Of(Graph.Whole ?? Graph);

    public long WeightBytes => Operators.Sum(o => o.WeightBytes);

    /// <summary>What the imported graph does without; null where that is nothing.</summary>
    public RemovedChannels? Removed => RemovedChannels.From(Graph);

    /// <exception cref="ModelFormatException">The file is not a well-formed .tflite.</exception>
    /// <exception cref="Lowering.UnsupportedModelException">TFLite or this compiler cannot run the model.</exception>
    public static ModelInspection OfFile(string path, ImportOptions? options = null)
    {
        TfLiteModel model = TfLiteReader.ReadFile(path);
        return Of(model, TfLiteImporter.Import(model, (options ?? new()) with { Name = options?.Name ?? Path.GetFileNameWithoutExtension(path) }));
    }

    /// <param name="model">The source.</param>
    /// <param name="graph">What became of it.</param>
    public static ModelInspection Of(TfLiteModel model, ModelGraph graph)
    {
        ModelGraph whole = graph.Whole ?? graph;
        LayerMemory memory = LayerMemory.Of(whole);
        IEnumerable<OperatorRow> rows = model.Main.Operators.Select((source, index) => Row(model.Main, source, index, whole, memory));
        return new ModelInspection(graph, [.. rows], memory.PeakBytes);
    }

    private static OperatorRow Row(TfLiteSubgraph model, TfLiteOperator source, int index, ModelGraph graph, LayerMemory memory)
    {
        int[] runs = Enumerable.Range(0, graph.Operators.Length).Where(i => graph.Operators[i] is var o && (o.Source == index || o.Merged.Contains(index))).ToArray();
        return new OperatorRow(
            index, source.Name, OperatorClasses.SourceOf(source.Code)?.Detail(model, source) ?? "", source.Outputs.IsEmpty ? [] : model.Tensors[source.Outputs[0]].Shape,
            runs.Length == 0 ? 0 : MacCount.Of(model, source),
            runs.Length == 0 ? 0 : source.Inputs.Where(t => t >= 0).Sum(t => (long)model.Tensors[t].Data.Length),
            runs.Select(i => memory.Bytes[i]).DefaultIfEmpty(0).Max(), [.. runs]);
    }
}
