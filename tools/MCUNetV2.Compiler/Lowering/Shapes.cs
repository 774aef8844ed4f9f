// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Checks of what a file says about its tensors.</summary>
internal static class Shapes
{
    private const int MaxRank = 8;

    /// <summary>Elements of a shape whose sizes have been checked.</summary>
    public static long Count(ImmutableArray<int> shape) => shape.Aggregate(1L, (product, size) => product * size);

    public static string Describe(ImmutableArray<int> shape) => shape.IsEmpty ? "scalar" : string.Join('x', shape);

    /// <exception cref="UnsupportedModelException">A size is not positive, or the tensor is larger than any package.</exception>
    public static void Check(TfLiteTensor tensor)
    {
        if (tensor.Shape.Length > MaxRank)
        {
            throw new UnsupportedModelException($"tensor '{tensor.Name}' has {tensor.Shape.Length} dimensions; up to {MaxRank} are supported");
        }

        long count = 1L;
        foreach (int size in tensor.Shape)
        {
            if (size < 1)
            {
                throw new UnsupportedModelException(
                    $"tensor '{tensor.Name}' of shape {Describe(tensor.Shape)} has a size that is only known at run time; fix it when converting");
            }

            count *= size;
            if (count > Limits.TensorBytes)
            {
                throw new UnsupportedModelException($"tensor '{tensor.Name}' of shape {Describe(tensor.Shape)} is larger than 64 MiB");
            }
        }
    }

    /// <summary>A constant has the type and as many bytes as its shape says.</summary>
    public static void CheckData(TfLiteTensor tensor, TfLiteType type, Func<string, Exception> refuse)
    {
        if (tensor.Type != type)
        {
            throw refuse($"has {tensor.Type} values in '{tensor.Name}'; {type} is supported");
        }

        long bytes = Count(tensor.Shape) * (type switch { TfLiteType.INT8 => 1, TfLiteType.INT64 => 8, _ => 4 });
        if (tensor.IsSparse || tensor.Data.Length != bytes)
        {
            throw refuse(tensor.IsSparse
                ? $"has sparse values in '{tensor.Name}'; store them densely"
                : $"has {tensor.Data.Length} bytes in '{tensor.Name}' of shape {Describe(tensor.Shape)}, which has {bytes}");
        }
    }

    /// <summary>An axis counted from the front; negative ones count from the last.</summary>
    public static int Axis(int axis, int rank, Func<string, Exception> refuse) =>
        axis >= -rank && axis < rank ? (axis + rank) % rank : throw refuse($"has axis {axis} on a tensor of {rank} dimensions");

    /// <summary>Permission to trust the output's shape: it is the one that the inputs lead to.</summary>
    public static void Expect(TfLiteTensor output, IEnumerable<int> expected, Func<string, Exception> refuse)
    {
        if (!output.Shape.SequenceEqual(expected))
        {
            throw refuse($"has an output of shape {Describe(output.Shape)}; its inputs lead to {Describe([.. expected])}");
        }
    }
}
