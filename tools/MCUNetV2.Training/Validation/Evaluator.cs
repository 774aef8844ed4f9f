// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Validation;

/// <summary>Classifies pictures without augmentation.</summary>
internal static class Evaluator
{
    private const int BatchSize = 190;

    /// <param name="classify">Pictures, N x 3 x H x W, 0 to 1, to N x classes logits or probabilities.</param>
    /// <param name="pictures">Pictures of the network's input size.</param>
    /// <param name="inputSize">Height and width, in pixels.</param>
    /// <param name="classCount">Number of classes.</param>
    public static Evaluation Evaluate(Func<Tensor, Tensor> classify, IReadOnlyList<Picture> pictures, int inputSize, int classCount)
    {
        using IDisposable noGradient = no_grad();
        EvaluationCounter counter = new(classCount);
        foreach (Picture[] chunk in pictures.Chunk(BatchSize))
        {
            using CollectionPause pause = new();
            using DisposeScope scope = NewDisposeScope();
            long[] answers = classify(PictureBatch.ToTensor([.. chunk.Select(picture => picture.Pixels)], inputSize)).argmax(1).cpu().data<long>().ToArray();
            foreach ((Picture picture, long answer) in chunk.Zip(answers))
            {
                counter.Add(picture, (int)answer);
            }
        }

        return counter.ToEvaluation();
    }
}
