// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Models;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Inspection;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary>What <c>inspect</c> says of a .tflite: all figures are those of the model as it is.</summary>
/// <param name="FileBytes">Size of the file.</param>
/// <param name="WeightBytes">Weights, biases and other constants.</param>
/// <param name="LayerByLayerPeakBytes">Activations alive at once when every layer runs whole, as MCUNetV2 counts them: scratch left out.</param>
/// <param name="Removed">What is removed before it is planned, without a change of any output; null where that is nothing.</param>
internal sealed record ModelReport(
    string Model,
    long FileBytes,
    long Macs,
    long WeightBytes,
    long LayerByLayerPeakBytes,
    RemovedChannels? Removed,
    TensorReport Input,
    ImmutableArray<TensorReport> Outputs,
    ImmutableArray<OperatorRow> Operators)
{
    public static ModelReport Create(ModelFile file)
    {
        ModelInspection inspection = file.Inspect();
        ModelGraph graph = inspection.Graph;
        Boundary boundary = graph.Boundary;
        return new ModelReport(
            graph.Name,
            file.Bytes.Length,
            inspection.Macs,
            inspection.WeightBytes,
            inspection.LayerByLayerPeakBytes,
            inspection.Removed,
            Describe(graph.Tensors[graph.Input], boundary.InputShape, boundary.InputType),
            [.. graph.Outputs.Select((tensor, index) => Describe(graph.Tensors[tensor], boundary.OutputShapes[index], OutputType(boundary, index)))],
            inspection.Operators);
    }

    private static TensorReport Describe(Tensor tensor, ImmutableArray<int> shape, BoundaryType type)
    {
        return new TensorReport(tensor.Name, shape, type.ToString().ToLowerInvariant(), tensor.Scale, tensor.ZeroPoint);
    }

    private static BoundaryType OutputType(Boundary boundary, int index) => boundary.OutputTypes.IsEmpty ? BoundaryType.Int8 : boundary.OutputTypes[index];
}

/// <summary>An input or output of a model.</summary>
/// <param name="Shape">As the source model declares it.</param>
/// <param name="Type">Type in the source model: int8, uint8 or float32, on the device always int8; int32 or int64 of ARG_MAX, on the device int32.</param>
/// <param name="Scale">Real value of one quantised step.</param>
/// <param name="ZeroPoint">Quantised value of real 0.</param>
internal sealed record TensorReport(string Name, ImmutableArray<int> Shape, string Type, float Scale, int ZeroPoint);
