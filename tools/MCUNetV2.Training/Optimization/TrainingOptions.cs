// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Optimization;

/// <summary>How long and how fast to train.</summary>
internal sealed record TrainingOptions
{
    /// <summary>What suits thousands of pictures and a network that begins at random.</summary>
    public static TrainingOptions Standard { get; } = new();

    /// <summary>Passes over the training pictures.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Pictures a step.</summary>
    public int BatchSize { get; init; } = 96;

    /// <summary>Peak rate of AdamW; a cosine leads from it to zero after a short warm-up.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Decoupled weight decay of the convolution weights.</summary>
    public double WeightDecay { get; init; } = 0.02;

    /// <summary>Label smoothing, 0 to 1.</summary>
    public float Smoothing { get; init; } = 0.06f;

    /// <summary>Rate before the last layer.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Decay a step of the running average of the weights.</summary>
    public double AverageDecay { get; init; } = 0.998;

    /// <summary>Weight of a teacher's features in the loss.</summary>
    public double HintWeight { get; init; }

    /// <summary>Share of the epochs, the first ones, that see smaller pictures; 0 to 1.</summary>
    public double SmallShare { get; init; }

    /// <summary>Height and width of those smaller pictures; 0 for about four fifths of the network's input.</summary>
    public int SmallSize { get; init; }

    /// <summary>Times faster that layers learn which begin at random, where others come from a backbone.</summary>
    public double HeadRate { get; init; } = 4;

    /// <summary>Epochs, the first ones, in which layers from a backbone stay as they are.</summary>
    public int FrozenEpochs { get; init; }

    /// <summary>
    /// Of the layers from a backbone, those of the first so many blocks, the stem included, learn only while pictures are small: what is near the
    /// pixels settles first and costs most (Brock et al. 2017, FreezeOut).
    /// </summary>
    public int SettledBlocks { get; init; }

    /// <summary>How much views differ from pictures.</summary>
    public AugmentationOptions Views { get; init; } = new();

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; } = 1;
}
