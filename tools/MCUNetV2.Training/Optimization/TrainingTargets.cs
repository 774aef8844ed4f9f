using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Optimization;

/// <summary>What is to be learnt.</summary>
/// <param name="Emphasis">How often each picture appears.</param>
/// <param name="Labels">Class probabilities of each picture.</param>
/// <param name="Hints">A teacher's features; null without.</param>
internal sealed record TrainingTargets(Emphasis Emphasis, TargetTable Labels, FeatureHints? Hints);
