namespace MCUNetV2.Training.Optimization;

/// <summary>How long and how fast to train.</summary>
/// <param name="Epochs">Passes over the training pictures.</param>
/// <param name="BatchSize">Pictures a step.</param>
/// <param name="LearningRate">Peak rate of AdamW; a cosine leads from it to zero after a short warm-up.</param>
/// <param name="WeightDecay">Decoupled weight decay of the convolution weights.</param>
/// <param name="Smoothing">Label smoothing, 0 to 1.</param>
/// <param name="Dropout">Rate before the last layer.</param>
/// <param name="AverageDecay">Decay a step of the running average of the weights.</param>
/// <param name="HintWeight">Weight of a teacher's features in the loss.</param>
/// <param name="SmallShare">Share of the epochs, the first ones, that see smaller pictures; 0 to 1.</param>
/// <param name="Seed">Seed of everything random.</param>
internal sealed record TrainingOptions(
    int Epochs,
    int BatchSize,
    double LearningRate,
    double WeightDecay,
    float Smoothing,
    double Dropout,
    double AverageDecay,
    double HintWeight,
    double SmallShare,
    int Seed);
