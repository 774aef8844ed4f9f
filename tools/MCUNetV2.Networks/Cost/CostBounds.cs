namespace MCUNetV2.Networks.Cost;

/// <summary>What a network costs at least, in closed form: enough to refuse most networks without planning them.</summary>
/// <param name="Macs">Of one inference, nothing recomputed.</param>
/// <param name="FlashBytes">Constants alone, as models/FORMAT.md lays them out for the portable kernels.</param>
/// <param name="SramBytes">See <see cref="SramBound"/>.</param>
public sealed record CostBounds(long Macs, int FlashBytes, int SramBytes)
{
    // What a channel has beside its weights: an int32 bias, an int32 multiplier, and a shift in a row padded to 8 bytes.
    private const int ChannelBytes = 8;
    private const int ShiftGroup = 8;

    public static CostBounds Of(NetworkConfiguration network)
    {
        IReadOnlyList<LayerBlock> blocks = LayerBlock.Of(network);
        int classes = network.Classes.Count;
        int features = blocks[^1].Layers[^1].OutputChannels;
        Layer[] layers = [.. blocks.SelectMany(block => block.Layers), new Layer(features, classes, 1, 1, IsDepthwise: false, IsActivated: false, 1)];
        return new CostBounds(layers.Sum(layer => layer.Macs), layers.Sum(ConstantBytes), SramBound.Of(blocks));
    }

    /// <summary>Whether a network of these costs may keep the budget.</summary>
    public bool Allow(BudgetConfiguration budget) => Macs <= budget.Macs && FlashBytes <= budget.FlashBytes && SramBytes <= budget.SramBytes;

    private static int ConstantBytes(Layer layer)
    {
        int shifts = (layer.OutputChannels + ShiftGroup - 1) / ShiftGroup * ShiftGroup;
        return (ChannelBytes * layer.OutputChannels) + shifts + layer.Weights;
    }
}
