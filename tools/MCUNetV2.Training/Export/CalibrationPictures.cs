// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Export;

/// <summary>Training pictures as the quantiser wants them.</summary>
internal static class CalibrationPictures
{
    /// <summary>As many as ranges need to settle.</summary>
    public const int Enough = ExportVerb.EnoughPictures;

    /// <returns>Inputs of inputSize x inputSize x 3 values, 0 to 1, drawn evenly from the training pictures.</returns>
    public static IReadOnlyList<float[]> Draw(DataSet data, int inputSize, int count)
    {
        int step = Math.Max(1, data.Training.Count / count);
        return [.. Enumerable.Range(0, Math.Min(count, data.Training.Count)).Select(i => Shrink(data.Training[i * step].Pixels, data.TrainingSize, inputSize))];
    }

    private static float[] Shrink(byte[] pixels, int size, int target)
    {
        float[] values = new float[target * target * 3];
        Augmentation.Plain(pixels, size, values, target);
        return values;
    }
}
