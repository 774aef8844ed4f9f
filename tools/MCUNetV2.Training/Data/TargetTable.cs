namespace MCUNetV2.Training.Data;

/// <summary>What each training picture should give: its label, smoothed, and blended with a teacher's opinion.</summary>
internal sealed class TargetTable
{
    private readonly float[] _values;

    /// <param name="pictures">The training pictures.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="smoothing">Probability spread evenly over all classes, 0 to 1.</param>
    /// <param name="teacher">Soft labels by picture name; null for none.</param>
    /// <param name="teacherShare">Weight of the soft label against the label, 0 to 1.</param>
    public TargetTable(IReadOnlyList<Picture> pictures, int classCount, float smoothing, SoftLabels? teacher, float teacherShare)
    {
        ClassCount = classCount;
        _values = new float[pictures.Count * classCount];
        for (int picture = 0; picture < pictures.Count; picture++)
        {
            Span<float> row = _values.AsSpan(picture * classCount, classCount);
            row.Fill(smoothing / classCount);
            row[pictures[picture].Label] += 1 - smoothing;
            if (teacher is not null && teacher.TryGet(pictures[picture].Name, out ReadOnlySpan<float> opinion))
            {
                for (int label = 0; label < classCount; label++)
                {
                    row[label] += teacherShare * (opinion[label] - row[label]);
                }
            }
        }
    }

    public int ClassCount { get; }

    /// <summary>Probabilities of the picture with this index.</summary>
    public ReadOnlySpan<float> this[int picture] => _values.AsSpan(picture * ClassCount, ClassCount);
}
