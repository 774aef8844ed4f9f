namespace MCUNetV2.Compiler.Quantization.Float;

/// <summary>An activation of one picture: height x width x channels, in that order in memory. Vectors have height and width 1.</summary>
/// <param name="Name">For people.</param>
public sealed record FloatTensor(string Name, int Height, int Width, int Channels)
{
    public int Count => Height * Width * Channels;
}
