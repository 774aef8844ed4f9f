// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>
/// What a view of a training picture should give. Without boxes: the label, smoothed, and blended with a teacher's opinion. With boxes the label follows
/// what is left of them: a view that lost the object has the first class, which means that there is none; and a detector's doubt counts as
/// a teacher's opinion. Of pictures without a label every class is as likely, until teachers that judge views say more.
/// </summary>
internal sealed class ViewTargets
{
    // Visual Wake Words' rule: an object of less than 0.5 % of the picture does not count (Chowdhery et al. 2019).
    private const float SmallestShare = 0.005f;

    // Less than a tenth of an object is not seen, more than half is; between, nobody can tell.
    private const float HiddenPart = 0.1f;
    private const float SeenPart = 0.5f;

    // A detection of this score is as often right as wrong (YOLOX-nano on people: facts of 1,520 pictures), and odds grow a little faster than its own.
    private const float EvenScore = 0.11f;
    private const float OddsPower = 1.2f;
    private const float UnseenScore = 0.013f;
    private const float SureScore = 0.99f;

    // Beside the surest object, those that are a third as sure are what the label speaks of.
    private const float LabelledShare = 0.33f;

    // Without a box the object is somewhere: a view of less than two fifths of the picture may well have lost it.
    private const float BlindCoverage = 0.4f;

    private readonly IReadOnlyList<Picture> _pictures;
    private readonly float _smoothing;
    private readonly SoftLabels? _teacher;
    private readonly float _teacherShare;

    /// <param name="pictures">The training pictures.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="smoothing">Probability spread evenly over all classes, 0 to 1.</param>
    /// <param name="teacher">Soft labels by picture name; null for none.</param>
    /// <param name="teacherShare">Weight of the teacher, or of the detector, against the label, 0 to 1.</param>
    public ViewTargets(IReadOnlyList<Picture> pictures, int classCount, float smoothing, SoftLabels? teacher, float teacherShare)
    {
        _pictures = pictures;
        ClassCount = classCount;
        _smoothing = smoothing;
        _teacher = teacher;
        _teacherShare = teacherShare;
    }

    public int ClassCount { get; }

    /// <param name="index">Index of the picture.</param>
    /// <param name="view">What is seen of it.</param>
    /// <param name="row">Receives the probability of each class.</param>
    public void Write(int index, View view, Span<float> row)
    {
        Picture picture = _pictures[index];
        if (!picture.IsLabelled)
        {
            row.Fill(1f / ClassCount);
            return;
        }

        row.Clear();
        if (picture.Objects is { } objects)
        {
            float presence = picture.Label > 0 ? Presence(objects, view) : 0;
            // People who marked boxes leave no doubt.
            if (objects.Count == 0 || objects.Any(box => box.Score < 1))
            {
                presence += _teacherShare * (Opinion(objects, view) - presence);
            }

            // A detector looks for one class; where the label is the first class, what it suspects is the next one.
            int label = Math.Max(picture.Label, 1);
            row[label] = presence;
            row[0] = 1 - presence;
            Smooth(row);
            return;
        }

        row[picture.Label] = 1;
        Smooth(row);
        if (_teacher is not null && _teacher.TryGet(picture.Name, out ReadOnlySpan<float> opinion))
        {
            for (int label = 0; label < ClassCount; label++)
            {
                row[label] += _teacherShare * (opinion[label] - row[label]);
            }
        }
    }

    /// <summary>Whether the labelled object is in the view, 0 to 1.</summary>
    private static float Presence(IReadOnlyList<DetectedBox> objects, View view)
    {
        float surest = objects.Count == 0 ? 0 : objects.Max(box => box.Score);
        return surest < EvenScore
            ? 0.5f + (0.5f * Math.Clamp((view.Coverage - BlindCoverage) / BlindCoverage, 0, 1))
            : objects.Where(box => box.Score >= LabelledShare * surest).Max(box => Visibility(box, view));
    }

    /// <summary>What the detector would say of the view, 0 to 1.</summary>
    private static float Opinion(IReadOnlyList<DetectedBox> objects, View view)
    {
        float most = Probability(UnseenScore);
        foreach (DetectedBox box in objects)
        {
            most = MathF.Max(most, Probability(box.Score) * Visibility(box, view));
        }

        return most;
    }

    private static float Visibility(DetectedBox box, View view) =>
        Math.Clamp((view.PartOf(box) - HiddenPart) / (SeenPart - HiddenPart), 0, 1) * Math.Clamp(view.ShareOf(box) / SmallestShare, 0, 1);

    private static float Probability(float score)
    {
        float odds = OddsPower * (LogOdds(Math.Clamp(score, UnseenScore, SureScore)) - LogOdds(EvenScore));
        return 1 / (1 + MathF.Exp(-odds));
    }

    private static float LogOdds(float probability) => MathF.Log(probability / (1 - probability));

    private void Smooth(Span<float> row)
    {
        for (int label = 0; label < row.Length; label++)
        {
            row[label] = (row[label] * (1 - _smoothing)) + (_smoothing / ClassCount);
        }
    }
}
