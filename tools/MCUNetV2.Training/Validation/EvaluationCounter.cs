// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Validation;

/// <summary>Collects answers into an <see cref="Evaluation"/>.</summary>
internal sealed class EvaluationCounter(int classCount)
{
    private readonly int[][] _confusion = [.. Enumerable.Range(0, classCount).Select(_ => new int[classCount])];
    private readonly Dictionary<string, (int Right, int Count)> _byOrigin = [];
    private readonly List<string> _wrong = [];

    public void Add(Picture picture, int answer)
    {
        bool right = picture.Label == answer;
        _confusion[picture.Label][answer]++;
        (int Right, int Count) counts = _byOrigin.GetValueOrDefault(picture.Origin);
        _byOrigin[picture.Origin] = (counts.Right + (right ? 1 : 0), counts.Count + 1);
        if (!right)
        {
            _wrong.Add(picture.Name);
        }
    }

    public Evaluation ToEvaluation() => new(_confusion, _byOrigin, _wrong);
}
