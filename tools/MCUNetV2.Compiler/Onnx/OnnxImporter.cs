using System.Collections.Immutable;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Onnx;

/// <summary>
/// Turns a float ONNX network (channels first) into a float graph (channels last): batch normalisation folded, activations fused,
/// paddings as TFLite knows them.
/// </summary>
public sealed class OnnxImporter
{
    private const float Six = 6;

    private readonly OnnxModel _model;
    private readonly FloatGraphBuilder _builder;
    private readonly Dictionary<string, int> _tensors = [];
    private readonly Dictionary<int, string> _values = [];
    private readonly ILookup<string, OnnxNode> _consumers;
    private readonly HashSet<OnnxNode> _folded = [];

    private OnnxImporter(OnnxModel model)
    {
        _model = model;
        _builder = new FloatGraphBuilder(model.Name.Length > 0 ? model.Name : "network");
        _consumers = model.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
    }

    /// <param name="model">The ONNX network: one picture input, N x channels x height x width.</param>
    /// <param name="normalization">What its training did to pixels.</param>
    /// <exception cref="UnsupportedModelException">The network has an operator, or a use of one, that the quantiser does not know.</exception>
    public static OnnxNetwork Import(OnnxModel model, PixelNormalization normalization) => new OnnxImporter(model).Import(normalization);

    private OnnxNetwork Import(PixelNormalization normalization)
    {
        if (_model.Inputs is not [{ Shape: [_, > 0 and var channels, > 0 and var height, > 0 and var width] } picture])
        {
            throw new UnsupportedModelException("the network must have one input of fixed size, N x channels x height x width");
        }

        int input = _builder.Input(picture.Name, (int)height, (int)width, (int)channels);
        int normalized = normalization.AddTo(_builder, input);
        Bind(picture.Name, normalized);
        foreach (OnnxNode node in _model.Nodes)
        {
            if (_folded.Contains(node))
            {
                continue;
            }

            int tensor = Translate(node);
            Bind(Last(node), tensor);
        }

        return _tensors.TryGetValue(_model.Outputs[0], out int output)
            ? new OnnxNetwork(
                _builder.Build(input, output), picture.Name, normalized, [.. Enumerable.Range(0, _builder.Tensors.Count).Select(tensor => _values.GetValueOrDefault(tensor))])
            : throw new UnsupportedModelException($"the output {_model.Outputs[0]} has no operator that computes it");
    }

    private void Bind(string value, int tensor)
    {
        _tensors[value] = tensor;
        // The last name wins: with an activation fused into it, a tensor holds what the file calls by the activation's name.
        _values[tensor] = value;
    }

    /// <summary>The value that a node stands for once what follows is folded into it.</summary>
    private string Last(OnnxNode node)
    {
        return _folded.FirstOrDefault(follower => follower.Inputs.Contains(node.Outputs[0])) is { } folded ? folded.Outputs[0] : node.Outputs[0];
    }

    private int Translate(OnnxNode node) => node.Kind switch
    {
        "Conv" => Convolution(node),
        "Relu" => Activation(node, TfLiteActivation.RELU),
        "Clip" => Activation(node, ClipKind(node)),
        "Add" => _builder.Add(node.Outputs[0], Input(node, 0), Input(node, 1), TfLiteActivation.NONE),
        "GlobalAveragePool" => _builder.Mean(node.Outputs[0], Input(node, 0)),
        "ReduceMean" => Mean(node),
        "MaxPool" => Pool(node, maximum: true),
        "AveragePool" => Pool(node, maximum: false),
        "Gemm" or "MatMul" => FullyConnected(node),
        "Softmax" => _builder.Softmax(node.Outputs[0], Input(node, 0)),
        // Inference does nothing here, or the next layer reads the values as they lie.
        "Identity" or "Dropout" or "Flatten" or "Reshape" or "Squeeze" => Input(node, 0),
        _ => throw Refuse(node, "is not among Conv, BatchNormalization, Relu, Clip, Add, pools, ReduceMean, Gemm, MatMul, Softmax"),
    };

    private int Convolution(OnnxNode node)
    {
        int input = Input(node, 0);
        FloatTensor source = _builder.Tensors[input];
        OnnxTensor weights = Constant(node, 1);
        int group = node.Attributes.TryGetValue("group", out OnnxAttribute? groups) ? (int)groups.Integer : 1;
        bool depthwise = group > 1;
        int outputs = (int)weights.Shape[0];
        if (depthwise && (group != source.Channels || outputs != group))
        {
            throw Refuse(node, $"has {group} groups for {source.Channels} channels; 1 group, or as many as channels, is possible");
        }

        if (node.Attributes.TryGetValue("dilations", out OnnxAttribute? dilations) && dilations.Integers.Any(size => size != 1))
        {
            throw Refuse(node, "is dilated");
        }

        FloatWindow window = OnnxWindow.Of(node, source, (int)weights.Shape[2], (int)weights.Shape[3], out OnnxPadding? explicitly);
        if (explicitly is { } pad)
        {
            input = _builder.Pad($"{node.Outputs[0]}/pad", input, pad.Top, pad.Bottom, pad.Left, pad.Right);
        }

        ScaledWeights scaled = new(weights, node.Inputs.Length > 2 ? Constant(node, 2).Floats : [.. new float[outputs]]);
        if (Follower(node, "BatchNormalization") is { } normalization)
        {
            float epsilon = normalization.Attributes.TryGetValue("epsilon", out OnnxAttribute? value) ? value.Real : 1e-5f;
            scaled = scaled.Normalized(
                Constant(normalization, 1).Floats, Constant(normalization, 2).Floats, Constant(normalization, 3).Floats, Constant(normalization, 4).Floats, epsilon);
            _folded.Add(normalization);
        }

        return _builder.Convolution(node.Outputs[0], input, window, depthwise, scaled.ChannelsLast(depthwise), scaled.Bias, TfLiteActivation.NONE);
    }

    private int Activation(OnnxNode node, TfLiteActivation activation)
    {
        int input = Input(node, 0);
        return _consumers[node.Inputs[0]].Count() == 1 && _builder.TryFuse(input, activation)
            ? input
            : throw Refuse(node, "cannot be fused into the operator before it");
    }

    private TfLiteActivation ClipKind(OnnxNode node)
    {
        float Bound(string name, int input, float missing) =>
            node.Attributes.TryGetValue(name, out OnnxAttribute? value) ? value.Real
            : node.Inputs.Length > input && node.Inputs[input].Length > 0 ? Constant(node, input).Floats[0]
            : missing;
        return (Bound("min", 1, float.NegativeInfinity), Bound("max", 2, float.PositiveInfinity)) switch
        {
            (0, Six) => TfLiteActivation.RELU6,
            (0, > 1e30f) => TfLiteActivation.RELU,
            (-1, 1) => TfLiteActivation.RELU_N1_TO_1,
            var (low, high) => throw Refuse(node, $"clips to {low} .. {high}; TFLite has 0 .. 6, 0 .. infinity and -1 .. 1"),
        };
    }

    private int Mean(OnnxNode node)
    {
        ImmutableArray<long> axes = node.Attributes.TryGetValue("axes", out OnnxAttribute? attribute) ? attribute.Integers : Constant(node, 1).Integers;
        return axes.Select(axis => axis < 0 ? axis + 4 : axis).Order().SequenceEqual([2L, 3L])
            ? _builder.Mean(node.Outputs[0], Input(node, 0))
            : throw Refuse(node, "averages other axes than rows and columns");
    }

    private int Pool(OnnxNode node, bool maximum)
    {
        int input = Input(node, 0);
        ImmutableArray<long> kernel = node.Attributes["kernel_shape"].Integers;
        bool countsPadding = node.Attributes.TryGetValue("count_include_pad", out OnnxAttribute? include) && include.Integer != 0;
        FloatWindow window = OnnxWindow.Of(node, _builder.Tensors[input], (int)kernel[0], (int)kernel[1], out OnnxPadding? explicitly);
        return explicitly is null && (maximum || !countsPadding || window.Padding == TfLitePadding.Valid)
            ? _builder.Pool(node.Outputs[0], input, window, maximum)
            : throw Refuse(node, "has a padding that TFLite's pools do not have");
    }

    private int FullyConnected(OnnxNode node)
    {
        int input = Input(node, 0);
        OnnxTensor weights = Constant(node, 1);
        bool transposed = node.Attributes.TryGetValue("transB", out OnnxAttribute? flag) && flag.Integer != 0;
        int outputs = (int)weights.Shape[transposed ? 0 : 1];
        ImmutableArray<float> bias = [.. new float[outputs]];
        if (node.Kind == "Gemm" && node.Inputs.Length > 2)
        {
            bias = Constant(node, 2).Floats;
        }
        else if (Follower(node, "Add") is { } add && add.Inputs.Where(_model.Constants.ContainsKey).Select(name => _model.Constants[name]).FirstOrDefault() is { } sum)
        {
            bias = sum.Floats;
            _folded.Add(add);
        }

        return _builder.FullyConnected(
            node.Outputs[0], input, DenseWeights.ChannelsLast(weights.Floats, outputs, transposed, _builder.Tensors[input]), bias, TfLiteActivation.NONE);
    }

    private OnnxNode? Follower(OnnxNode node, string kind)
    {
        return _consumers[node.Outputs[0]].ToList() is [var follower] && follower.Kind == kind ? follower : null;
    }

    private int Input(OnnxNode node, int index)
    {
        return _tensors.TryGetValue(node.Inputs[index], out int tensor)
            ? tensor
            : throw Refuse(node, $"reads {node.Inputs[index]}, which is no activation computed before it");
    }

    private OnnxTensor Constant(OnnxNode node, int index)
    {
        return _model.Constants.TryGetValue(node.Inputs[index], out OnnxTensor? tensor)
            ? tensor
            : throw Refuse(node, $"needs {node.Inputs[index]} as a constant");
    }

    private static UnsupportedModelException Refuse(OnnxNode node, string reason) => new($"{node.Label} {reason}");
}
