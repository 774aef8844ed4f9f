using System.Collections.Immutable;
using System.Security.Cryptography;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Running;

/// <summary>An output after a run.</summary>
/// <param name="Shape">As the source model declares it; height, width, channels when the model came as a package.</param>
/// <param name="Sha256">Of its int8 bytes, height x width x channels.</param>
internal sealed record OutputReport(string Name, ImmutableArray<int> Shape, string Type, float Scale, int ZeroPoint, string Sha256)
{
    /// <param name="graph">The source; null when the model came as a package.</param>
    public static OutputReport Create(ModelGraph? graph, OutputTensor output, int index)
    {
        ImmutableArray<int> shape = [output.Info.Height, output.Info.Width, output.Info.Channels];
        return new OutputReport(
            graph?.Tensors[graph.Outputs[index]].Name ?? $"output_{index}",
            graph?.Boundary.OutputShapes[index] ?? shape,
            "int8",
            output.Info.Scale,
            output.Info.ZeroPoint,
            Convert.ToHexStringLower(SHA256.HashData(output.Bytes)));
    }
}
