// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Tools.Tests.Operators;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>
/// Runs a model of int8 operators in the plainest way: whole tensors, one operator after another, TFLite's formulas as its documents and
/// reference kernels give them. Shares nothing with the importer or the engine; it exists to contradict them.
/// </summary>
public sealed class ReferenceInterpreter(TfLiteModel model)
{
    private readonly Dictionary<int, ReferenceTensor> _tensors = [];

    /// <summary>Every operator's result of the last run, the first where it has several.</summary>
    public IReadOnlyList<ReferenceTensor> Layers { get; private set; } = [];

    /// <param name="input">Values in the declared order.</param>
    /// <returns>The outputs.</returns>
    public ReferenceTensor[] Run(ReadOnlySpan<int> input)
    {
        TfLiteSubgraph graph = model.Main;
        _tensors.Clear();
        for (int t = 0; t < graph.Tensors.Length; t++)
        {
            if (graph.Tensors[t].IsConstant)
            {
                _tensors[t] = ReferenceTensor.Constant(graph.Tensors[t]);
            }
        }

        _tensors[graph.Inputs[0]] = ReferenceTensor.Empty(graph.Tensors[graph.Inputs[0]]) with { Values = input.ToArray() };
        List<ReferenceTensor> layers = new();
        foreach (TfLiteOperator @operator in graph.Operators)
        {
            ReferenceTensor[] outputs = [.. @operator.Outputs.Select(t => ReferenceTensor.Empty(graph.Tensors[t]))];
            ReferenceTensor?[] inputs = [.. @operator.Inputs.Select(t => t < 0 ? null : _tensors[t])];
            if (!ReferenceShapes.TryRun(@operator, inputs, outputs))
            {
                Run(@operator, inputs, outputs[0]);
            }

            foreach ((int tensor, ReferenceTensor output) in @operator.Outputs.Zip(outputs))
            {
                _tensors[tensor] = output;
            }

            layers.Add(outputs[0]);
        }

        Layers = layers;
        return [.. graph.Outputs.Select(t => _tensors[t])];
    }

    private void Run(TfLiteOperator @operator, ReferenceTensor?[] inputs, ReferenceTensor output)
    {
        ReferenceTensor input = inputs[0]!;
        if (OperatorCase.All.FirstOrDefault(c => c.Code == @operator.Code) is { } own)
        {
            own.Compute(@operator, inputs, output);
            return;
        }

        switch (@operator.Code)
        {
            case BuiltinOperator.CONV_2D:
                ReferenceConvolution.Conv(input, inputs[1]!, Scales(@operator, 1), Bias(inputs), (Conv2DOptions)@operator.Options!, output);
                break;
            case BuiltinOperator.DEPTHWISE_CONV_2D:
                ReferenceConvolution.Depthwise(input, inputs[1]!, Scales(@operator, 1), Bias(inputs), (DepthwiseConv2DOptions)@operator.Options!, output);
                break;
            case BuiltinOperator.FULLY_CONNECTED:
                ReferenceConvolution.FullyConnected(input, inputs[1]!, Scales(@operator, 1), Bias(inputs), @operator.Options as FullyConnectedOptions, output);
                break;
            case BuiltinOperator.ADD or BuiltinOperator.SUB or BuiltinOperator.MUL or BuiltinOperator.MAXIMUM or BuiltinOperator.MINIMUM or BuiltinOperator.PRELU
                or BuiltinOperator.DIV or BuiltinOperator.SQUARED_DIFFERENCE:
                ReferenceElementwise.Binary(@operator, input, inputs[1]!, output);
                break;
            case BuiltinOperator.RELU or BuiltinOperator.RELU6 or BuiltinOperator.RELU_N1_TO_1 or BuiltinOperator.RELU_0_TO_1 or BuiltinOperator.QUANTIZE or BuiltinOperator.LOGISTIC:
                ReferenceElementwise.Unary(@operator.Code, input, output);
                break;
            case BuiltinOperator.SOFTMAX:
                ReferenceSoftmax.Run(input, (@operator.Options as SoftmaxOptions)?.Beta ?? 1, output);
                break;
            case BuiltinOperator.AVERAGE_POOL_2D or BuiltinOperator.MAX_POOL_2D:
                ReferencePooling.Run(@operator.Code, input, (Pool2DOptions)@operator.Options!, output);
                break;
            case BuiltinOperator.MEAN or BuiltinOperator.SUM or BuiltinOperator.REDUCE_MAX or BuiltinOperator.REDUCE_MIN:
                ReferencePooling.Reduce(@operator.Code, input, inputs[1]!.Values, output);
                break;
            case BuiltinOperator.ARG_MAX or BuiltinOperator.ARG_MIN:
                ReferencePooling.Find(@operator.Code, input, inputs[1]!.Values[0], output);
                break;
            case BuiltinOperator.PAD or BuiltinOperator.PADV2:
                ReferenceMovement.Pad(input, inputs[1]!.Values, inputs.Length > 2 ? inputs[2]!.Values[0] : output.ZeroPoint, output);
                break;
            case BuiltinOperator.RESIZE_NEAREST_NEIGHBOR:
                ReferenceMovement.Resize(input, @operator.Options as ResizeNearestNeighborOptions, output);
                break;
            case BuiltinOperator.RESIZE_BILINEAR:
                ReferenceMovement.ResizeBilinear(input, @operator.Options as ResizeBilinearOptions, output);
                break;
            case BuiltinOperator.TRANSPOSE_CONV:
                ReferenceConvolution.Transposed(
                    inputs[2]!, inputs[1]!, Scales(@operator, 1), inputs.Length > 3 ? inputs[3]?.Values : null, (TransposeConvOptions)@operator.Options!, output);
                break;
            case BuiltinOperator.CONCATENATION:
                ReferenceMovement.Concatenate([.. inputs.Select(i => i!)], ((ConcatenationOptions)@operator.Options!).Axis, output);
                break;
            case BuiltinOperator.TRANSPOSE:
                ReferenceMovement.Transpose(input, inputs[1]!.Values, output);
                break;
            case BuiltinOperator.RESHAPE or BuiltinOperator.SQUEEZE or BuiltinOperator.EXPAND_DIMS:
                input.Values.CopyTo(output.Values, 0);
                break;
            default:
                ReferenceFunctions.Run(@operator, input, output);
                break;
        }
    }

    private float[] Scales(TfLiteOperator @operator, int input) => [.. model.Main.Tensors[@operator.Inputs[input]].Quantization!.Scales];

    private static int[]? Bias(ReferenceTensor?[] inputs) => inputs.Length > 2 ? inputs[2]?.Values : null;
}
