// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Networks.Cost;

/// <summary>What a network costs at least, in closed form: enough to refuse most networks without planning them.</summary>
/// <param name="Macs">Of one inference, nothing recomputed.</param>
/// <param name="FlashBytes">Of the package for the portable kernels when all is one stage (models/FORMAT.md); each further stage adds some records.</param>
/// <param name="SramBytes">See <see cref="SramBound"/>.</param>
public sealed record CostBounds(long Macs, int FlashBytes, int SramBytes)
{
    // What a channel has beside its weights: an int32 bias, an int32 multiplier, and a shift in a row padded to 8 bytes.
    private const int ChannelBytes = 8;
    private const int ShiftGroup = 8;
    private const int AddBytes = 32;
    private const int SoftmaxBytes = 1024;

    public static CostBounds Of(NetworkConfiguration network)
    {
        IReadOnlyList<LayerBlock> blocks = LayerBlock.Of(network);
        int classes = network.Classes.Count;
        int features = blocks[^1].Layers[^1].OutputChannels;
        Layer[] layers = [.. blocks.SelectMany(block => block.Layers), new Layer(features, classes, 1, 1, IsDepthwise: false, IsActivated: false, 1)];
        int additions = blocks.Count(block => block.IsResidual);
        long constants = layers.Sum(ConstantBytes) + (additions * AddBytes) + SoftmaxBytes;
        // Besides these layers: the input, the mean, the softmax.
        return new CostBounds(layers.Sum(layer => layer.Macs), (int)Math.Min(int.MaxValue, constants + RecordBytes(layers.Length + additions + 3)), SramBound.Of(blocks));
    }

    /// <summary>Whether a network of these costs may keep the budget.</summary>
    public bool Allow(BudgetConfiguration budget) => Macs <= budget.Macs && FlashBytes <= budget.FlashBytes && SramBytes <= budget.SramBytes;

    /// <summary>Every operator makes one tensor, reads at least one, and has a slot for it.</summary>
    private static int RecordBytes(int operators)
    {
        int each = Unsafe.SizeOf<OperatorRecord>() + Unsafe.SizeOf<TensorRecord>() + Unsafe.SizeOf<SlotRecord>() + sizeof(ushort);
        return Unsafe.SizeOf<PackageHeader>() + Unsafe.SizeOf<StageRecord>() + (operators * each);
    }

    private static long ConstantBytes(Layer layer)
    {
        int shifts = (layer.OutputChannels + ShiftGroup - 1) / ShiftGroup * ShiftGroup;
        return (ChannelBytes * layer.OutputChannels) + shifts + (long)layer.Weights;
    }
}
