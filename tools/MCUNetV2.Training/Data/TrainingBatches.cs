// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Data;

/// <summary>
/// The augmented batches of one epoch. Everything random is drawn from (seed, epoch, position), so that an epoch is the
/// same whether training came to it directly or after a restart.
/// </summary>
internal sealed class TrainingBatches(DataSet data, SamplingWeights sampling, ViewTargets targets, FeatureHints? hints, AugmentationOptions views, int batchSize, int seed)
{
    // Views that no epoch of training shows.
    private const int SharesEpoch = -2;

    // Views that every epoch shows again.
    private const int StandingEpoch = -3;

    // Whatever a training's own seed is: another one goes on with the same views.
    private const int StandingSeed = 1;

    // Positions from here down are no picture's.
    private const int MixingPosition = -2;

    public int Count => Math.Max(1, data.Training.Count / batchSize);

    /// <summary>
    /// Share of each class among what views are taught as, 0 to 1: crops lose objects, and teachers doubt, so that it is not that of the labels.
    /// </summary>
    public double[] ClassShares()
    {
        const int Views = 8192;
        // Views do not depend on the size at which they are drawn.
        const int SmallestSize = 8;
        float[] pixels = new float[SmallestSize * SmallestSize * 3];
        float[] row = new float[targets.ClassCount];
        double[] sums = new double[targets.ClassCount];
        int[] order = [.. sampling.Draw(new Random(HashCode(SharesEpoch, -1))).Where(picture => data.Training[picture].IsLabelled)];
        int count = Math.Min(Views, order.Length);
        for (int i = 0; i < count; i++)
        {
            View view = new Augmentation(HashCode(SharesEpoch, i), views).Apply(data.Training[order[i]].Pixels, data.TrainingSize, pixels, SmallestSize);
            targets.Write(order[i], view, row);
            for (int label = 0; label < row.Length; label++)
            {
                sums[label] += row[label] / count;
            }
        }

        return sums;
    }

    /// <summary>Prepares batches on another thread, a few ahead of the consumer.</summary>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="sizeOf">Height and width of a batch's pictures, in pixels, by its number in the epoch.</param>
    /// <param name="cancellation">Ends the epoch early.</param>
    public IEnumerable<Batch> Epoch(int epoch, Func<int, int> sizeOf, CancellationToken cancellation)
    {
        int[] order = sampling.Draw(new Random(HashCode(epoch, -1)));
        return Prefetch.Run(Count, index => Build(epoch, sizeOf(index), index * batchSize, order), cancellation);
    }

    private Batch Build(int epoch, int size, int first, int[] order)
    {
        int[] pictures = order[first..Math.Min(order.Length, first + batchSize)];
        int pictureValues = size * size * 3;
        float[] values = new float[pictures.Length * pictureValues];
        float[] probabilities = new float[pictures.Length * targets.ClassCount];
        PictureView[] shown = new PictureView[pictures.Length];
        for (int i = 0; i < pictures.Length; i++)
        {
            int drawn = HashCode(epoch, first + i);
            shown[i] = new PictureView(pictures[i], views.PerPicture == 0 ? -1 : (int)((uint)drawn % views.PerPicture));
            View view = Draw(pictures[i], views.PerPicture == 0 ? drawn : SeedOfStanding(shown[i]), values.AsSpan(i * pictureValues, pictureValues), size);
            targets.Write(pictures[i], view, probabilities.AsSpan(i * targets.ClassCount, targets.ClassCount));
        }

        if (views.Mixed > 0)
        {
            ViewMixing.Apply(values, probabilities, size, targets.ClassCount, views.Mixed, new Random(HashCode(epoch, MixingPosition - first)));
        }

        return new Batch(PictureBatch.OfViews(values, size), tensor(probabilities, [pictures.Length, targets.ClassCount]), BuildHints(pictures), shown);
    }

    /// <summary>Views that every epoch shows again, at a size of one's choice.</summary>
    /// <param name="standing">Which.</param>
    /// <param name="size">Height and width, in pixels.</param>
    /// <returns>N x 3 x size x size, 0 to 1.</returns>
    public Tensor Draw(IReadOnlyList<PictureView> standing, int size)
    {
        int pictureValues = size * size * 3;
        float[] values = new float[standing.Count * pictureValues];
        Parallel.For(0, standing.Count, i => Draw(standing[i].Picture, SeedOfStanding(standing[i]), values.AsSpan(i * pictureValues, pictureValues), size));
        return PictureBatch.OfViews(values, size);
    }

    private View Draw(int picture, int viewSeed, Span<float> target, int size) =>
        new Augmentation(viewSeed, views).Apply(data.Training[picture].Pixels, data.TrainingSize, target, size);

    private static int SeedOfStanding(PictureView view) => SeedOf.Position(StandingSeed, StandingEpoch - view.Number, view.Picture);

    private Tensor? BuildHints(int[] pictures)
    {
        if (hints is null)
        {
            return null;
        }

        float[] values = new float[pictures.Length * hints.Width];
        for (int i = 0; i < pictures.Length; i++)
        {
            hints[data.Training[pictures[i]].Name].CopyTo(values.AsSpan(i * hints.Width));
        }

        return tensor(values, [pictures.Length, hints.Width]);
    }

    private int HashCode(int epoch, int position) => SeedOf.Position(seed, epoch, position);
}
