// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace MCUNetV2.Networks;

/// <summary>A configuration as people write it: a line a block.</summary>
public static class ConfigurationText
{
    public static string Of(NetworkConfiguration network)
    {
        BudgetConfiguration budget = network.Budget;
        return $$"""
            {
              "name": {{JsonSerializer.Serialize(network.Name)}},
              "inputSize": {{network.InputSize}},
              "classes": [{{string.Join(", ", network.Classes.Select(name => JsonSerializer.Serialize(name)))}}],
              "stemChannels": {{network.StemChannels}},
              "blocks": [
            {{string.Join(",\n", network.Blocks.Select(Line))}}
              ],
              "budget": { "sramBytes": {{budget.SramBytes}}, "flashBytes": {{budget.FlashBytes}}, "macs": {{budget.Macs}} }
            }

            """;
    }

    private static string Line(BlockConfiguration block)
    {
        string repeat = block.Repeat > 1 ? $", \"repeat\": {block.Repeat}" : "";
        return $$"""    { "kernel": {{block.Kernel}}, "stride": {{block.Stride}}, "expanded": {{block.Expanded}}, "channels": {{block.Channels}}{{repeat}} }""";
    }
}
