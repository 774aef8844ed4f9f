// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Tools.Tests.Reference;

/// <summary>Operators that take tensors apart, join and repeat them, of any rank: each output element from its place in the input.</summary>
internal static class ReferenceShapes
{
    /// <returns>False for an operator that is none of these.</returns>
    public static bool TryRun(TfLiteOperator @operator, ReferenceTensor?[] inputs, ReferenceTensor[] outputs)
    {
        (ReferenceTensor input, ReferenceTensor output) = (inputs[0]!, outputs[0]);
        int[] Values(int i) => inputs[i]!.Values;
        switch (@operator.Code)
        {
            case BuiltinOperator.SHAPE:
                input.Shape.CopyTo(output.Values, 0);
                return true;
            case BuiltinOperator.SLICE:
                Fill(output, input, at => [.. at.Zip(Values(1), (p, begin) => p + begin)]);
                return true;
            case BuiltinOperator.STRIDED_SLICE:
                Strided(input, output, (StridedSliceOptions)@operator.Options!, Values(1), Values(3));
                return true;
            case BuiltinOperator.SPLIT:
                Split(inputs[1]!, Values(0)[0], outputs);
                return true;
            case BuiltinOperator.SPLIT_V:
                Split(input, Values(2)[0], outputs);
                return true;
            case BuiltinOperator.UNPACK:
                int removed = ((UnpackOptions)@operator.Options!).Axis;
                for (int i = 0; i < outputs.Length; i++)
                {
                    Fill(outputs[i], input, at => [.. at[..removed], i, .. at[removed..]]);
                }

                return true;
            case BuiltinOperator.PACK:
                int added = ((PackOptions)@operator.Options!).Axis;
                for (int k = 0; k < output.Values.Length; k++)
                {
                    int[] at = ReferenceMovement.Coordinates(k, output.Shape);
                    ReferenceTensor part = inputs[at[added]]!;
                    output.Values[k] = part.Values[ReferenceMovement.Index([.. at[..added], .. at[(added + 1)..]], part.Shape)];
                }

                return true;
            case BuiltinOperator.TILE or BuiltinOperator.BROADCAST_TO:
                Fill(output, input, at => [.. at[^input.Rank..].Zip(input.Shape, (p, size) => p % size)]);
                return true;
            case BuiltinOperator.GATHER:
                int axis = ((GatherOptions)@operator.Options!).Axis;
                Fill(output, input, at => [.. at.Select((p, d) => d == axis ? Values(1)[p] : p)]);
                return true;
            case BuiltinOperator.DEPTH_TO_SPACE:
                (int b, int depth) = (((DepthToSpaceOptions)@operator.Options!).Block, output.Shape[3]);
                Fill(output, input, at => [at[0], at[1] / b, at[2] / b, (((at[1] % b * b) + (at[2] % b)) * depth) + at[3]]);
                return true;
            case BuiltinOperator.SPACE_TO_DEPTH:
                (int block, int channels) = (((SpaceToDepthOptions)@operator.Options!).Block, input.Shape[3]);
                Fill(output, input, at => [at[0], (at[1] * block) + (at[3] / channels / block), (at[2] * block) + (at[3] / channels % block), at[3] % channels]);
                return true;
            case BuiltinOperator.MIRROR_PAD:
                int repeated = ((MirrorPadOptions)@operator.Options!).Symmetric ? 1 : 0;
                Fill(output, input, at => [.. at.Select((p, d) => Mirrored(p - Values(1)[2 * d], input.Shape[d], repeated))]);
                return true;
            default:
                return false;
        }
    }

    private static void Fill(ReferenceTensor output, ReferenceTensor input, Func<int[], int[]> source)
    {
        for (int i = 0; i < output.Values.Length; i++)
        {
            output.Values[i] = input.Values[ReferenceMovement.Index(source(ReferenceMovement.Coordinates(i, output.Shape)), input.Shape)];
        }
    }

    private static int Mirrored(int position, int size, int repeated) =>
        position < 0 ? -position - repeated : position >= size ? (2 * size) - 2 - position + repeated : position;

    private static void Split(ReferenceTensor input, int axis, ReferenceTensor[] outputs)
    {
        axis = (axis + input.Rank) % input.Rank;
        int before = 0;
        foreach (ReferenceTensor output in outputs)
        {
            int skipped = before;
            Fill(output, input, at => [.. at.Select((p, d) => d == axis ? p + skipped : p)]);
            before += output.Shape[axis];
        }
    }

    /// <summary>Masks of begin and of dimensions that go; ends follow from the output's shape.</summary>
    private static void Strided(ReferenceTensor input, ReferenceTensor output, StridedSliceOptions options, int[] begin, int[] step)
    {
        Fill(output, input, at =>
        {
            Queue<int> kept = new(at);
            return [.. Enumerable.Range(0, input.Rank).Select(d =>
            {
                int first = (options.BeginMask >> d & 1) != 0 ? (step[d] > 0 ? 0 : input.Shape[d] - 1) : begin[d];
                return first + ((options.ShrinkMask >> d & 1) != 0 ? 0 : kept.Dequeue() * step[d]);
            })];
        });
    }
}
