// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Teachers;

namespace MCUNetV2.Training.Optimization;

/// <summary>What is to be learnt.</summary>
/// <param name="Sampling">How often each picture appears.</param>
/// <param name="Labels">Class probabilities of each view.</param>
/// <param name="Hints">A teacher's features of each picture; null without.</param>
/// <param name="Panel">Teachers that judge each view; null without. Their features then take the place of the hints.</param>
/// <param name="PanelShare">Weight of the panel's judgement against the label, 0 to 1.</param>
internal sealed record TrainingTargets(SamplingWeights Sampling, ViewTargets Labels, FeatureHints? Hints, IViewJudge? Panel, float PanelShare)
{
    /// <summary>Values of the feature vector that the student predicts; 0 without.</summary>
    public int HintWidth => Panel?.HintWidth ?? Hints?.Width ?? 0;
}
