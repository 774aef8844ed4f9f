// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>Which halos a stage keeps. Halos that are not kept are recomputed.</summary>
internal sealed class HaloPolicy(bool[] rows, bool[] columns)
{
    /// <summary>Per slot of the topology: rows are kept from one row of patches to the next.</summary>
    public bool[] Rows { get; } = rows;

    /// <summary>Per slot: columns are kept from one patch to the next.</summary>
    public bool[] Columns { get; } = columns;

    /// <summary>The same for all slots, except that what an accumulating operator reads must arrive just once.</summary>
    public static HaloPolicy Uniform(StageTopology stage, bool rows, bool columns)
    {
        HaloPolicy policy = new(new bool[stage.Tensors.Length], new bool[stage.Tensors.Length]);
        Array.Fill(policy.Rows, rows);
        Array.Fill(policy.Columns, columns);
        for (int i = 0; i < stage.Operators.Length; i++)
        {
            if (stage.Accumulates[i])
            {
                policy.Rows[stage.Inputs[i][0]] = true;
                policy.Columns[stage.Inputs[i][0]] = true;
            }
        }

        return policy;
    }
}
