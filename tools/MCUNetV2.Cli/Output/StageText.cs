// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Output;

/// <summary>The stages of a plan in a few words: <c>0-6 in 12 x 4 patches, 7-9 in 3 x 1, 24 layers</c>.</summary>
internal static class StageText
{
    public static string Describe(Plan plan)
    {
        List<string> parts = [];
        int layers = 0;
        foreach (StagePlan stage in plan.Stages)
        {
            if (stage.Patches == 1 && stage.OperatorCount == 1)
            {
                layers++;
                continue;
            }

            AddLayers(parts, ref layers);
            int last = stage.FirstOperator + stage.OperatorCount - 1;
            parts.Add($"{stage.FirstOperator}-{last} in {stage.Rows.Count} x {stage.Columns.Count} patches");
        }

        AddLayers(parts, ref layers);
        return string.Join(", ", parts);
    }

    private static void AddLayers(List<string> parts, ref int layers)
    {
        if (layers > 0)
        {
            parts.Add(layers == 1 ? "1 layer" : $"{layers} layers");
            layers = 0;
        }
    }
}
