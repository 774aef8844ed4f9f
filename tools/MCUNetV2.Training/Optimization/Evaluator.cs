using MCUNetV2.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>Classifies pictures without augmentation.</summary>
internal static class Evaluator
{
    private const int BatchSize = 190;

    /// <param name="network">Pictures, 0 to 1, to logits.</param>
    /// <param name="pictures">Pictures of the network's input size.</param>
    /// <param name="inputSize">Height and width, in pixels.</param>
    /// <param name="classCount">Number of classes.</param>
    public static Evaluation Evaluate(nn.Module<Tensor, Tensor> network, IReadOnlyList<Picture> pictures, int inputSize, int classCount)
    {
        network.eval();
        using IDisposable noGradient = no_grad();
        EvaluationCounter counter = new(classCount);
        foreach (Picture[] chunk in pictures.Chunk(BatchSize))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] answers = network.forward(Inputs(chunk, inputSize)).argmax(1).data<long>().ToArray();
            foreach ((Picture picture, long answer) in chunk.Zip(answers))
            {
                counter.Add(picture, (int)answer);
            }
        }

        return counter.ToEvaluation();
    }

    private static Tensor Inputs(Picture[] pictures, int size)
    {
        byte[] pixels = [.. pictures.SelectMany(picture => picture.Pixels)];
        return tensor(pixels, [pictures.Length, size, size, 3]).to(ScalarType.Float32).div_(255).permute(0, 3, 1, 2);
    }
}
