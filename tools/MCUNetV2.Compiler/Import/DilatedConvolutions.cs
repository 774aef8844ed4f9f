// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Import;

/// <summary>
/// Puts dilated convolutions together again that an export has taken apart: SPACE_TO_BATCH_ND, a convolution without padding, BATCH_TO_SPACE_ND is a
/// padded picture under a convolution whose taps lie a block apart. The three operators keep their numbers: PAD, the convolution, and nothing.
/// </summary>
internal static class DilatedConvolutions
{
    /// <summary>Operators that exist only here.</summary>
    public static ImmutableArray<BuiltinOperator> Codes { get; } = [BuiltinOperator.SPACE_TO_BATCH_ND, BuiltinOperator.BATCH_TO_SPACE_ND];

    public static TfLiteSubgraph Run(TfLiteSubgraph source)
    {
        for (int last = 0; last < source.Operators.Length; last++)
        {
            if (source.Operators[last] is { Code: BuiltinOperator.BATCH_TO_SPACE_ND, Inputs: [>= 0, >= 0, >= 0], Outputs.Length: 1 })
            {
                source = Fold(source, last) ?? source;
            }
        }

        return source;
    }

    /// <returns>Null where the operators around are no such convolution.</returns>
    private static TfLiteSubgraph? Fold(TfLiteSubgraph source, int last)
    {
        TfLiteOperator join = source.Operators[last];
        int middle = Producer(source, join.Inputs[0]);
        if (middle < 0 || Dilated(source.Operators[middle].Options, 1, 1) is null)
        {
            return null;
        }

        TfLiteOperator convolution = source.Operators[middle];
        int first = convolution.Inputs.IsEmpty ? -1 : Producer(source, convolution.Inputs[0]);
        if (first < 0 || source.Operators[first] is not { Code: BuiltinOperator.SPACE_TO_BATCH_ND, Inputs: [>= 0, >= 0, >= 0] } split)
        {
            return null;
        }

        TfLiteTensor input = source.Tensors[split.Inputs[0]];
        TfLiteTensor output = source.Tensors[join.Outputs[0]];
        if (Pair(source, split.Inputs[1], 2) is not [> 0, > 0] block || Pair(source, join.Inputs[1], 2) is not { } joined || !block.SequenceEqual(joined) ||
            Pair(source, split.Inputs[2], 4) is not { } pads || Pair(source, join.Inputs[2], 4) is not { } crops ||
            input.Shape is not [1, _, _, _] || output.Shape is not [1, _, _, _] || !AreAlike(source.Tensors[join.Inputs[0]], output))
        {
            return null;
        }

        // What is cut off was made of padding: it need not be there. (Cut from the beginning, the picture itself would be.)
        int[] least = [pads[0], pads[1] - crops[1], pads[2], pads[3] - crops[3]];
        if (crops[0] != 0 || crops[2] != 0 || least.Any(pad => pad is < 0 or > Limits.Dimension) || block.Any(size => size > Limits.Dimension))
        {
            return null;
        }

        int padded = source.Tensors.Length;
        TfLiteTensor[] added =
        [
            input with { Name = source.Tensors[split.Outputs[0]].Name, Shape = [1, input.Shape[1] + least[0] + least[1], input.Shape[2] + least[2] + least[3], input.Shape[3]], ShapeSignature = [] },
            new TfLiteTensor("paddings", TfLiteType.INT32, [4, 2], Data: MemoryMarshal.AsBytes<int>([0, 0, .. least, 0, 0]).ToArray()),
        ];
        return source with
        {
            Tensors = source.Tensors.AddRange(added),
            Operators = source.Operators
                .SetItem(first, new TfLiteOperator(BuiltinOperator.PAD, [split.Inputs[0], padded + 1], [padded]))
                .SetItem(middle, convolution with { Inputs = convolution.Inputs.SetItem(0, padded), Outputs = join.Outputs, Options = Dilated(convolution.Options, block[0], block[1]) })
                .SetItem(last, join with { Inputs = [], Outputs = [] }),
        };
    }

    /// <summary>The only operator that writes a tensor, which only one reads and the caller does not; else -1.</summary>
    private static int Producer(TfLiteSubgraph source, int tensor)
    {
        int[] writers = [.. source.Operators.Index().Where(o => o.Item.Outputs.Contains(tensor)).Select(o => o.Index)];
        return writers is [var writer] && source.Operators[writer].Outputs.Length == 1 && source.Operators.Sum(o => o.Inputs.Count(i => i == tensor)) == 1 && !source.Outputs.Contains(tensor)
            ? writer
            : -1;
    }

    /// <summary>The options of a convolution without padding, stride or dilation of its own, dilated; null of any other operator.</summary>
    private static TfLiteOptions? Dilated(TfLiteOptions? options, int rows, int columns) => options switch
    {
        Conv2DOptions { Padding: TfLitePadding.Valid, StrideWidth: 1, StrideHeight: 1, DilationWidth: 1, DilationHeight: 1 } plain =>
            plain with { DilationHeight = rows, DilationWidth = columns },
        DepthwiseConv2DOptions { Padding: TfLitePadding.Valid, StrideWidth: 1, StrideHeight: 1, DilationWidth: 1, DilationHeight: 1 } plain =>
            plain with { DilationHeight = rows, DilationWidth = columns },
        _ => null,
    };

    private static int[]? Pair(TfLiteSubgraph source, int tensor, int count) => source.Tensors[tensor] is { Type: TfLiteType.INT32, Data: { } data } && data.Length == count * sizeof(int)
        ? MemoryMarshal.Cast<byte, int>(data.Span).ToArray()
        : null;

    private static bool AreAlike(TfLiteTensor a, TfLiteTensor b) => a.Type == b.Type && (a.Quantization, b.Quantization) switch
    {
        ({ } x, { } y) => x.Scales.SequenceEqual(y.Scales) && x.ZeroPoints.SequenceEqual(y.ZeroPoints),
        (null, null) => true,
        _ => false,
    };
}
