using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>
/// Constants of the convolutions as the Armv7E-M kernels read them: one stream in the order of use; models/FORMAT.md, layout 1.
/// </summary>
internal static class Armv7emLayout
{
    private const int Group = 4; // bytes of a window that are multiplied together
    private const int Quad = 4; // channels of a depthwise convolution whose constants lie together

    /// <summary>The order of a group's bytes: those that one SXTB16 widens lie two apart.</summary>
    private static readonly int[] GroupOrder = [0, 2, 1, 3];

    /// <param name="op">A convolution.</param>
    /// <param name="constants">In portable order.</param>
    public static byte[] Write(Operator op, ConvolutionConstants constants)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        if (op.Kind == OperatorKind.DepthwiseConv2D)
        {
            WriteQuads(writer, constants);
        }
        else
        {
            WritePairs(writer, constants);
        }

        return stream.ToArray();
    }

    private static void WritePairs(BinaryWriter writer, ConvolutionConstants constants)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int a = 0; a < channels; a += 2)
        {
            int b = a + 1;
            writer.Write(constants.Bias[a]);
            writer.Write(b < channels ? constants.Bias[b] : 0);
            for (int group = 0; group < window; group += Group)
            {
                foreach (int i in GroupOrder)
                {
                    writer.Write(Weight(constants, a, group + i, window));
                    writer.Write(Weight(constants, b, group + i, window));
                }
            }

            writer.Write(constants.Multiplier[a]);
            writer.Write(b < channels ? constants.Multiplier[b] : 0);
            writer.Write((sbyte)constants.Shift[a]);
            writer.Write((sbyte)(b < channels ? constants.Shift[b] : 0));
            writer.Write((short)0);
        }
    }

    /// <summary>Byte <paramref name="i"/> of a channel's weights; 0 beyond the last channel or byte.</summary>
    private static sbyte Weight(ConvolutionConstants constants, int channel, int i, int window) =>
        channel < constants.Bias.Length && i < window ? constants.Weights[(channel * window) + i] : (sbyte)0;

    private static void WriteQuads(BinaryWriter writer, ConvolutionConstants constants)
    {
        int channels = constants.Bias.Length, window = constants.Weights.Length / channels;
        for (int first = 0; first < channels; first += Quad)
        {
            int[] quad = [.. Enumerable.Range(first, Quad)];
            Array.ForEach(quad, c => writer.Write(c < channels ? constants.Bias[c] : 0));
            Array.ForEach(quad, c => writer.Write(c < channels ? constants.Multiplier[c] : 0));
            Array.ForEach(quad, c => writer.Write((sbyte)(c < channels ? constants.Shift[c] : 0)));
            for (int tap = 0; tap < window; tap++)
            {
                Array.ForEach(quad, c => writer.Write((sbyte)(c < channels ? constants.Weights[(tap * channels) + c] : 0)));
            }
        }
    }
}
