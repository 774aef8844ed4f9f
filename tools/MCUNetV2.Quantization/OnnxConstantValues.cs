// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Onnx;

namespace MCUNetV2.Quantization;

/// <summary>Values of an ONNX file that do not depend on the picture, as ONNX Runtime computes them.</summary>
internal static class OnnxConstantValues
{
    /// <param name="file">The .onnx file.</param>
    /// <param name="folder">Where files lie in which it keeps constants.</param>
    /// <param name="model">The same, read.</param>
    /// <param name="size">The picture's size, where the file leaves it open.</param>
    public static IReadOnlyDictionary<string, OnnxTensor> Of(byte[] file, string folder, OnnxModel model, (int Height, int Width)? size)
    {
        ImmutableArray<string> values = OnnxFolding.Values(model);
        if (values.IsEmpty)
        {
            return ImmutableDictionary<string, OnnxTensor>.Empty;
        }

        (OnnxInput picture, ImmutableArray<int> shape) = OnnxImporter.Input(model, size);
        using OnnxSession session = new(file, folder, model, (picture.Name, shape), values);
        return session.Run(new float[shape.Aggregate(1, (product, length) => product * length)]);
    }
}
