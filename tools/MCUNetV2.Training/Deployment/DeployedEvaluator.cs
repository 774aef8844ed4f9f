// SPDX-License-Identifier: MIT
using MCUNetV2.Host.Inference;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Validation;

namespace MCUNetV2.Training.Deployment;

/// <summary>Classifies pictures with the engine, exactly as the device does.</summary>
internal static class DeployedEvaluator
{
    /// <param name="deployment">The model under its schedule.</param>
    /// <param name="pictures">Pictures of the network's input size.</param>
    /// <param name="classCount">Number of classes.</param>
    public static Evaluation Evaluate(DeployedModel deployment, IReadOnlyList<Picture> pictures, int classCount)
    {
        EvaluationCounter counter = new(classCount);
        foreach ((Picture picture, int answer) in pictures.Zip(Answers(deployment, pictures, classCount)))
        {
            counter.Add(picture, answer);
        }

        return counter.ToEvaluation();
    }

    /// <summary>The likeliest class of each picture.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static IReadOnlyList<int> Answers(DeployedModel deployment, IReadOnlyList<Picture> pictures, int classCount)
    {
        using HostEngine engine = HostEngine.Open(deployment.Package, deployment.PeakBytes);
        List<int> answers = [];
        foreach (Picture picture in pictures)
        {
            // int8 = pixel - 128 flips the top bit.
            byte[] input = [.. picture.Pixels.Select(pixel => (byte)(pixel ^ 0x80))];
            byte[] scores = [.. engine.Run(input).Outputs[0].Bytes];
            answers.Add(Enumerable.Range(0, classCount).MaxBy(label => (sbyte)scores[label]));
        }

        return answers;
    }
}
