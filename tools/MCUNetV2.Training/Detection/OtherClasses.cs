// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Detection;

/// <summary>A trained detector's weights for one that finds other things: it knows already where objects end, and begins with what all of its classes have in common.</summary>
internal static class OtherClasses
{
    private const string Head = "heads.";
    private const string Output = ".output.";

    /// <param name="file">A checkpoint of a detector.</param>
    /// <param name="classes">Of the new one.</param>
    /// <returns>The same with outputs for so many classes: the sides as they are, each class the mean of those that were there.</returns>
    public static SafeTensors Of(SafeTensors file, int classes) => file with
    {
        Tensors = file.Tensors.ToDictionary(item => item.Key, item => IsOutput(item.Key) && item.Value.Shape is [> DetectorConfiguration.Sides, ..] ? Of(item.Value, classes) : item.Value),
    };

    private static bool IsOutput(string name) => name.StartsWith(Head, StringComparison.Ordinal) && name.Contains(Output, StringComparison.Ordinal);

    private static StoredTensor Of(StoredTensor output, int classes)
    {
        int rows = (int)output.Shape[0];
        int known = rows - DetectorConfiguration.Sides;
        int each = output.Values.Length / rows;
        float[] mean = [.. Enumerable.Range(0, each).Select(i => Enumerable.Range(DetectorConfiguration.Sides, known).Average(row => output.Values[(row * each) + i]))];
        return new StoredTensor(
            [DetectorConfiguration.Sides + classes, .. output.Shape[1..]],
            [.. output.Values[..(DetectorConfiguration.Sides * each)], .. Enumerable.Repeat(mean, classes).SelectMany(values => values)]);
    }
}
