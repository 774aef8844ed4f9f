// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Verbs.Validation;

/// <summary>Which class a classifier's output names.</summary>
internal static class ModelAnswer
{
    /// <summary>Classes that a model tells apart: a single score tells two.</summary>
    /// <exception cref="CliException">The model is no classifier.</exception>
    public static int CountScores(CompiledModel model)
    {
        if (model.Package.Head is DetectorHead || model.Package.Outputs.Length != 1)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{model.Name}: validate compares classifiers, which have one output of one score a class");
        }

        TensorRecord output = Output(model);
        int values = output.Height * output.Width * output.Channels;
        return values == 1 ? 2 : values;
    }

    /// <summary>The greatest score's class, the first of equal ones; of a single score the second class where it says more than a half.</summary>
    public static int Of(CompiledModel model, byte[] output)
    {
        if (output.Length == 1)
        {
            TensorRecord record = Output(model);
            bool isProbability = record is { Scale: 1f / 256, ZeroPoint: sbyte.MinValue };
            return (sbyte)output[0] >= (isProbability ? 0 : record.ZeroPoint) ? 1 : 0;
        }

        int best = 0;
        for (int index = 1; index < output.Length; index++)
        {
            best = (sbyte)output[index] > (sbyte)output[best] ? index : best;
        }

        return best;
    }

    private static TensorRecord Output(CompiledModel model) => model.Package.Tensors[model.Package.Slots[model.Package.Outputs[0]].Tensor];
}
