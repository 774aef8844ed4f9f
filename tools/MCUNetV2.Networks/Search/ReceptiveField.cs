// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>How much of the picture one value of the last feature map sees.</summary>
public static class ReceptiveField
{
    /// <returns>Height and width, in pixels of the input.</returns>
    public static int Of(IEnumerable<LayerBlock> blocks)
    {
        int field = 1;
        int step = 1;
        foreach (Layer layer in blocks.SelectMany(block => block.Layers))
        {
            field += (layer.Kernel - 1) * step;
            step *= layer.Stride;
        }

        return field;
    }
}
