// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import.Passes;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;

namespace MCUNetV2.Compiler.Import;

/// <summary>
/// Turns an int8 .tflite into the graph that is scheduled: its operators in the file's order, those that lead to no output dropped, all
/// that costs nothing on the device folded, every multiplier and table as TFLite's reference kernels would compute it.
/// </summary>
public static class TfLiteImporter
{
    /// <exception cref="ModelFormatException">The file is not a well-formed .tflite.</exception>
    /// <exception cref="UnsupportedModelException">TFLite or this compiler cannot run the model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelGraph Import(string path, ImportOptions? options = null) =>
        Import(TfLiteReader.ReadFile(path), (options ?? new()) with { Name = options?.Name ?? Path.GetFileNameWithoutExtension(path) });

    /// <inheritdoc cref="Import(string, ImportOptions?)"/>
    public static ModelGraph Import(TfLiteModel model, ImportOptions? options = null)
    {
        (TfLiteSubgraph network, CandidatesHead? takenOff) = DetectionPostProcess.TakeOff(model.Main);
        TfLiteSubgraph declared = DilatedConvolutions.Run(ConstantFolding.Run(network));
        ImmutableArray<int> live = LiveOperators.Of(declared);
        LiveOperators.Check(declared, live);
        TfLiteSubgraph main = UInt8Conversion.Run(declared, live);

        GraphBuilder graph = new();
        Dictionary<int, Value> values = new();
        Boundary boundary = InputImporter.Import(main, live, graph, values);
        foreach (int index in live)
        {
            OperatorContext context = new(main, index, values, graph) { FromUInt8 = !ReferenceEquals(main, declared) };
            SourceOperator source = OperatorClasses.SourceOf(context.Operator.Code)
                ?? throw context.Refuse(ConstantFolding.Codes.Contains(context.Operator.Code)
                    ? "depends on the picture; it is supported where its result is known at compile time"
                    : DilatedConvolutions.Codes.Contains(context.Operator.Code) ? "is supported around a convolution without padding, stride or dilation, whose taps it spreads"
                    : "is not supported; docs/OPERATORS.md lists those that are");
            if (source.Import(context) is { } result)
            {
                context.Complete(result);
            }
        }

        ImmutableArray<(int Tensor, ImmutableArray<int> Shape, BoundaryType Type)> outputs = main.Outputs.Select(output => OutputImporter.Import(main, live, output, values, graph)).ToImmutableArray();
        ModelGraph imported = new(
            options?.Name ?? main.Name, graph.Tensors, graph.Operators, [.. outputs.Select(o => o.Tensor)])
        {
            Boundary = boundary with
            {
                InputType = declared.Tensors[declared.Inputs[0]].Type == TfLiteType.UINT8 ? BoundaryType.UInt8 : boundary.InputType,
                OutputShapes = [.. outputs.Select(o => o.Shape)],
                OutputTypes = [.. outputs.Zip(declared.Outputs, (o, tensor) => declared.Tensors[tensor].Type == TfLiteType.UINT8 ? BoundaryType.UInt8 : o.Type)],
            },
        };
        ModelGraph folded = DeadOperators.Drop(LookupFusion.Run(DeadOperators.Drop(imported)));
        return HeadCheck.With(ChannelRemoval.Run(folded, options?.KeepChannels == true), options?.Head ?? takenOff);
    }
}
