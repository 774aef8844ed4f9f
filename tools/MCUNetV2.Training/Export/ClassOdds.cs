// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using MCUNetV2.Compiler.Quantization.Float;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Export;

/// <summary>
/// Corrects a classifier for classes that are commoner, or rarer, where it will look than its training took them to be: by Bayes' rule the odds of a class are
/// multiplied by a factor when the logarithm of the factor is added to its logit (Saerens, Latinne, Decaestecker 2002).
/// </summary>
internal static class ClassOdds
{
    /// <param name="text">CLASS=FACTOR pairs, comma separated; classes that are not named have the factor 1.</param>
    /// <param name="classes">Names, in the order of the outputs.</param>
    /// <returns>What is added to each class's logit.</returns>
    /// <exception cref="InvalidDataException">The text has another form, or names a class that does not exist.</exception>
    public static float[] Parse(string text, IReadOnlyList<string> classes)
    {
        float[] shifts = new float[classes.Count];
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = pair.LastIndexOf('=');
            if (equals < 0 || !double.TryParse(pair[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) || !(factor > 0 && double.IsFinite(factor)))
            {
                throw new InvalidDataException($"--odds takes CLASS=FACTOR pairs with factors above 0, separated by commas, not \"{pair}\"");
            }

            int label = classes.ToList().IndexOf(pair[..equals].Trim());
            if (label < 0)
            {
                throw new InvalidDataException($"--odds: \"{pair[..equals].Trim()}\" is none of the classes {string.Join(", ", classes)}");
            }

            shifts[label] = (float)Math.Log(factor);
        }

        return shifts;
    }

    /// <param name="network">A classifier that ends in a fully connected layer and a softmax.</param>
    /// <param name="shifts">As <see cref="Parse"/> gives them.</param>
    public static TrainedNetwork Apply(TrainedNetwork network, float[] shifts)
    {
        Tensor added = tensor(shifts);
        FloatFullyConnected last = network.Graph.Operators.OfType<FloatFullyConnected>().Last();
        FloatFullyConnected shifted = last with { Bias = [.. last.Bias.Zip(shifts, (bias, shift) => bias + shift)] };
        ImmutableArray<FloatOperator> operators = network.Graph.Operators.Replace(last, shifted);
        return network with { Forward = pictures => network.Forward(pictures) + added, Graph = network.Graph with { Operators = operators } };
    }
}
