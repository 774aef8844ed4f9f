// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.TfLite;

/// <summary>Well-formed files of models that make no sense: one thing about a model changed, as a careless exporter or somebody hostile would.</summary>
internal static class WrongModels
{
    private static readonly int[] Indices = [-2, -1, 0, 1, int.MaxValue, int.MinValue];
    private static readonly int[] Sizes = [-1, 0, 1, 3, 8193, 65536, int.MaxValue];
    private static readonly float[] Scales = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -1, float.Epsilon, float.MaxValue, 1e-38f];
    private static readonly long[] ZeroPoints = [-129, 128, long.MaxValue, long.MinValue, 1 << 30];

    /// <summary>Every kind of change, by name.</summary>
    public static IReadOnlyDictionary<string, Func<TfLiteSubgraph, Random, TfLiteSubgraph>> Kinds { get; } = new Dictionary<string, Func<TfLiteSubgraph, Random, TfLiteSubgraph>>
    {
        ["input of an operator"] = (graph, random) => Operator(graph, random, op => op with { Inputs = Replace(op.Inputs, random, Pick(random, Indices)) }),
        ["output of an operator"] = (graph, random) => Operator(graph, random, op => op with { Outputs = Replace(op.Outputs, random, Pick(random, Indices)) }),
        ["an operator reads what it writes"] = (graph, random) => Operator(graph, random, op => op with { Inputs = Replace(op.Inputs, random, op.Outputs[0]) }),
        ["an operator reads what another writes"] = (graph, random) => Operator(graph, random, op => op with { Inputs = Replace(op.Inputs, random, Pick(random, graph.Operators).Outputs[0]) }),
        ["an operator writes what another writes"] = (graph, random) => Operator(graph, random, op => op with { Outputs = [Pick(random, graph.Operators).Outputs[0]] }),
        ["an operator writes the input"] = (graph, random) => Operator(graph, random, op => op with { Outputs = graph.Inputs }),
        ["an operator writes a constant"] = (graph, random) => Operator(graph, random, op => op with { Outputs = [op.Inputs[^1]] }),
        ["fewer inputs"] = (graph, random) => Operator(graph, random, op => op with { Inputs = op.Inputs[..random.Next(op.Inputs.Length)] }),
        ["more inputs"] = (graph, random) => Operator(graph, random, op => op with { Inputs = [.. Enumerable.Repeat(op.Inputs, random.Next(2, 40)).SelectMany(i => i)] }),
        ["no outputs"] = (graph, random) => Operator(graph, random, op => op with { Outputs = [] }),
        ["more outputs"] = (graph, random) => Operator(graph, random, op => op with { Outputs = [.. op.Outputs, .. op.Outputs] }),
        ["another operator"] = (graph, random) => Operator(graph, random, op => op with { Code = Pick(random, Enum.GetValues<BuiltinOperator>()) }),
        ["no options"] = (graph, random) => Operator(graph, random, op => op with { Options = null }),
        ["operators backwards"] = (graph, _) => graph with { Operators = [.. graph.Operators.Reverse()] },
        ["operators twice"] = (graph, _) => graph with { Operators = [.. graph.Operators, .. graph.Operators] },
        ["no operators"] = (graph, _) => graph with { Operators = [] },
        ["no inputs of the model"] = (graph, _) => graph with { Inputs = [] },
        ["no outputs of the model"] = (graph, _) => graph with { Outputs = [] },
        ["another input of the model"] = (graph, random) => graph with { Inputs = [random.Next(graph.Tensors.Length)] },
        ["another output of the model"] = (graph, random) => graph with { Outputs = [random.Next(graph.Tensors.Length)] },
        ["an output of the model that is none"] = (graph, random) => graph with { Outputs = [Pick(random, Indices)] },
        ["an input of the model that is none"] = (graph, random) => graph with { Inputs = [Pick(random, Indices)] },
        ["outputs of the model twice"] = (graph, _) => graph with { Outputs = [.. graph.Outputs, .. graph.Outputs] },
        ["the input is an output"] = (graph, _) => graph with { Outputs = graph.Inputs },
        ["a size"] = (graph, random) => Tensor(graph, random, t => t with { Shape = Replace(t.Shape, random, Pick(random, Sizes)) }),
        ["all sizes"] = (graph, random) => Tensor(graph, random, t => t with { Shape = [.. t.Shape.Select(_ => Pick(random, Sizes))] }),
        ["no sizes"] = (graph, random) => Tensor(graph, random, t => t with { Shape = [] }),
        ["more sizes"] = (graph, random) => Tensor(graph, random, t => t with { Shape = [.. Enumerable.Repeat(1, random.Next(1, 300)), .. t.Shape] }),
        ["another type"] = (graph, random) => Tensor(graph, random, t => t with { Type = Pick(random, Enum.GetValues<TfLiteType>()) }),
        ["no quantisation"] = (graph, random) => Tensor(graph, random, t => t with { Quantization = null }),
        ["a scale"] = (graph, random) => Quantization(graph, random, q => q with { Scales = Replace(q.Scales, random, Pick(random, Scales)) }),
        ["fewer scales"] = (graph, random) => Quantization(graph, random, q => q with { Scales = q.Scales[..random.Next(q.Scales.Length)] }),
        ["more scales"] = (graph, random) => Quantization(graph, random, q => q with { Scales = [.. q.Scales, .. q.Scales] }),
        ["a zero point"] = (graph, random) => Quantization(graph, random, q => q with { ZeroPoints = Replace(q.ZeroPoints, random, Pick(random, ZeroPoints)) }),
        ["fewer zero points"] = (graph, random) => Quantization(graph, random, q => q with { ZeroPoints = q.ZeroPoints[..random.Next(q.ZeroPoints.Length)] }),
        ["a dimension"] = (graph, random) => Quantization(graph, random, q => q with { Dimension = Pick(random, [-1, 1, 7, int.MaxValue, int.MinValue]) }),
        ["fewer data"] = (graph, random) => Constant(graph, random, t => t with { Data = t.Data[..random.Next(t.Data.Length)] }),
        ["more data"] = (graph, random) => Constant(graph, random, t => t with { Data = new byte[t.Data.Length + random.Next(1, 40)] }),
        ["other data"] = (graph, random) => Constant(graph, random, t => t with { Data = Noise(random, t.Data.Length) }),
        ["data of an activation"] = (graph, random) => Tensor(graph, random, t => t with { Data = Noise(random, Math.Clamp(t.Shape.Aggregate(1, (a, b) => a * b), 1, 10000)) }),
        ["a name"] = (graph, random) => Tensor(graph, random, t => t with { Name = Pick(random, ["", "\0", "\u001b[2J", "a\nb", "\u202E", new string('x', 100_000), "../../x", "\uD800"]) }),
    };

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static ImmutableArray<T> Replace<T>(ImmutableArray<T> of, Random random, T by) => of.IsDefaultOrEmpty ? of : of.SetItem(random.Next(of.Length), by);

    private static byte[] Noise(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static TfLiteSubgraph Operator(TfLiteSubgraph graph, Random random, Func<TfLiteOperator, TfLiteOperator> change)
    {
        int index = random.Next(graph.Operators.Length);
        return graph with { Operators = graph.Operators.SetItem(index, change(graph.Operators[index])) };
    }

    private static TfLiteSubgraph Tensor(TfLiteSubgraph graph, Random random, Func<TfLiteTensor, TfLiteTensor> change, Func<TfLiteTensor, bool>? which = null)
    {
        int[] choices = [.. Enumerable.Range(0, graph.Tensors.Length).Where(i => which?.Invoke(graph.Tensors[i]) ?? true)];
        if (choices.Length == 0)
        {
            return graph;
        }

        int index = Pick(random, choices);
        return graph with { Tensors = graph.Tensors.SetItem(index, change(graph.Tensors[index])) };
    }

    private static TfLiteSubgraph Constant(TfLiteSubgraph graph, Random random, Func<TfLiteTensor, TfLiteTensor> change) => Tensor(graph, random, change, t => t.Data.Length > 0);

    private static TfLiteSubgraph Quantization(TfLiteSubgraph graph, Random random, Func<TfLiteQuantization, TfLiteQuantization> change) =>
        Tensor(graph, random, t => t with { Quantization = change(t.Quantization!) }, t => t.Quantization is { Scales.Length: > 0, ZeroPoints.Length: > 0 });
}
