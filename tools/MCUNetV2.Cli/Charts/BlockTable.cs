// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;

namespace MCUNetV2.Cli.Charts;

/// <summary>The memory map as a table, folded away: for whoever cannot point at a rectangle.</summary>
internal static class BlockTable
{
    public static string Write(MemoryMap map)
    {
        StringBuilder rows = new();
        foreach (MemoryBlock block in map.Blocks)
        {
            string steps = block.FirstStep == block.LastStep ? $"{block.FirstStep}" : $"{block.FirstStep} to {block.LastStep}";
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(block.Name)}</td><td>{steps}</td><td>{block.Offset}</td><td>{block.Bytes}</td></tr>");
        }

        return $"""
            <details><summary>Every buffer as a table</summary>
            <div class="wide"><table><thead><tr><th scope="col">buffer</th><th scope="col">steps</th><th scope="col">offset</th><th scope="col">bytes</th></tr></thead>
            <tbody>{rows}</tbody></table></div></details>
            """;
    }
}
