// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Detection;
using MCUNetV2.Training.Data;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Detection;

/// <summary>Views of one step.</summary>
/// <param name="Inputs">N x 3 x H x W, 0 to 1, channels last in memory.</param>
/// <param name="Objects">Of each view.</param>
internal sealed record DetectionBatch(Tensor Inputs, IReadOnlyList<IReadOnlyList<TargetBox>> Objects) : IDisposable
{
    public void Dispose() => Inputs.Dispose();
}

/// <summary>
/// The batches of one epoch. Everything random is drawn from (seed, epoch, position), so that an epoch is the same whether training came to it directly or
/// after a restart.
/// </summary>
internal sealed class DetectionBatches(
    IReadOnlyList<DetectionPicture> pictures, SamplingWeights sampling, int batchSize, int seed)
{
    public int Count => Math.Max(1, pictures.Count / batchSize);

    /// <summary>Prepares batches on another thread, a few ahead of the consumer.</summary>
    public IEnumerable<DetectionBatch> Epoch(int epoch, MapSize size, DetectionViewOptions views, CancellationToken cancellation)
    {
        int[] order = sampling.Draw(new Random(SeedOf.Position(seed, epoch, -1)));
        return Prefetch.Run(Count, index => Build(epoch, size, views, index * batchSize, order), cancellation);
    }

    private DetectionBatch Build(int epoch, MapSize size, DetectionViewOptions views, int first, int[] order)
    {
        int count = Math.Min(order.Length - first, batchSize);
        int viewValues = size.Height * size.Width * 3;
        float[] values = new float[count * viewValues];
        IReadOnlyList<TargetBox>[] objects = new IReadOnlyList<TargetBox>[count];
        for (int i = 0; i < count; i++)
        {
            Random random = new(SeedOf.Position(seed, epoch, first + i));
            objects[i] = new DetectionView(views, random).Draw(
                pictures[order[first + i]], () => pictures[order[random.Next(order.Length)]], values.AsSpan(i * viewValues, viewValues), size);
        }

        using Tensor rows = tensor(values, [count, size.Height, size.Width, 3]);
        return new DetectionBatch(rows.permute(0, 3, 1, 2), objects);
    }
}
