// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Optimization;

/// <summary>What a training leaves in its folder, from which it goes on.</summary>
/// <param name="Checkpoint">After the epochs in float.</param>
/// <param name="Quantized">After the epochs that follow, in which the network computes as in int8.</param>
/// <param name="History">Of both.</param>
internal sealed record TrainingRecord(Checkpoint Checkpoint, Checkpoint Quantized, TrainingHistory History)
{
    /// <param name="folder">The training's.</param>
    /// <param name="kind">What the checkpoint in float is.</param>
    /// <param name="quantizedKind">What the other one is.</param>
    /// <param name="fingerprint">Of all that the training depends on.</param>
    /// <param name="epochs">In float.</param>
    /// <param name="restart">Whether to forget what is there.</param>
    public static TrainingRecord Open(string folder, CheckpointKind kind, CheckpointKind quantizedKind, string fingerprint, int epochs, bool restart)
    {
        Checkpoint checkpoint = new(Path.Combine(folder, "checkpoint.safetensors"), kind, fingerprint);
        Checkpoint quantized = new(Path.Combine(folder, "checkpoint-int8.safetensors"), quantizedKind, fingerprint);
        if (restart)
        {
            checkpoint.Delete();
        }

        // What was fine-tuned after fewer epochs is out of date.
        if (restart || checkpoint.Epochs() < epochs)
        {
            quantized.Delete();
        }

        return new TrainingRecord(checkpoint, quantized, new TrainingHistory(folder, anew: !checkpoint.Exists && !quantized.Exists));
    }
}
