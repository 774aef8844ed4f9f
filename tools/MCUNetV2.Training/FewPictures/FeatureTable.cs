// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.FewPictures;

/// <summary>What a network that stays as it is makes of some pictures: of each as it is, and of several views of it.</summary>
/// <param name="Values">Pictures x views x features; view 0 is the picture as it is.</param>
internal sealed record FeatureTable(Tensor Values)
{
    private const int BatchSize = 16;

    public int Pictures => (int)Values.shape[0];

    public int Views => (int)Values.shape[1];

    public int Width => (int)Values.shape[2];

    /// <param name="network">Only its features count.</param>
    /// <param name="pictures">All of the size <paramref name="pictureSize"/>.</param>
    /// <param name="pictureSize">Height and width of the pictures.</param>
    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <param name="views">Views of each picture, itself included.</param>
    /// <param name="options">How much views differ from pictures.</param>
    /// <param name="seed">Seed of the views.</param>
    public static FeatureTable Of(
        TrainableClassifier network, IReadOnlyList<Picture> pictures, int pictureSize, int inputSize, int views, AugmentationOptions options, int seed,
        CancellationToken cancellation)
    {
        network.eval();
        using IDisposable noGradient = no_grad();
        int values = inputSize * inputSize * 3;
        float[] features = new float[pictures.Count * views * network.FeatureCount];
        foreach (int[] batch in Enumerable.Range(0, pictures.Count * views).Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            float[] pixels = new float[batch.Length * values];
            Parallel.For(0, batch.Length, i =>
            {
                byte[] source = pictures[batch[i] / views].Pixels;
                Span<float> target = pixels.AsSpan(i * values, values);
                if (batch[i] % views == 0)
                {
                    Augmentation.Plain(source, pictureSize, target, inputSize);
                }
                else
                {
                    new Augmentation((seed * 7919) + batch[i], options).Apply(source, pictureSize, target, inputSize);
                }
            });
            using CollectionPause pause = new();
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = network.Features(PictureBatch.OfViews(pixels, inputSize));
            rows.cpu().data<float>().ToArray().CopyTo(features, batch[0] * network.FeatureCount);
        }

        return new FeatureTable(tensor(features, [pictures.Count, views, network.FeatureCount]));
    }
}
