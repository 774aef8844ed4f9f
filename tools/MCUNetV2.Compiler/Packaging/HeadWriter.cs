// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>Writes what the outputs mean; the counterpart of <see cref="HeadReader"/>.</summary>
internal static class HeadWriter
{
    /// <summary>What stands for certainty.</summary>
    internal const int ProbabilityOne = 65536;

    /// <summary>Of a pixel, in which anchors are written.</summary>
    internal const double Subpixels = 16;

    /// <returns>The head, and behind that of a detector the labels of its classes, where they have names.</returns>
    public static byte[] Write(Head head)
    {
        byte[] record = WriteOne(head);
        if (head is not DetectorHead { Labels: { Length: > 0 } names })
        {
            return record;
        }

        HeadRecord named = MemoryMarshal.Read<HeadRecord>(record) with { Flags = HeadFlags.Named };
        MemoryMarshal.Write(record, named);
        Array.Resize(ref record, (record.Length + FormatNumbers.Alignment - 1) & -FormatNumbers.Alignment);
        return [.. record, .. WriteOne(new ClassifierHead(names))];
    }

    private static byte[] WriteOne(Head head) => head switch
    {
        ClassifierHead classifier => Record(HeadKind.Classifier, classifier.Labels.Length, Labels(classifier)),
        YoloHead yolo => Record(HeadKind.Yolo, yolo.Scales.Sum(s => s.Anchors.Length), Anchors(yolo)),
        FcosHead fcos => Record(HeadKind.Fcos, fcos.Classes, Bins(fcos)),
        CandidatesHead candidates => Record(HeadKind.Candidates, candidates.PointCount, Candidates(candidates)),
        FomoHead fomo => Record(HeadKind.Fomo, 0, Bytes(Scores(fomo.Scores))),
        HeatmapsHead maps => Record(HeadKind.Heatmaps, maps.Maps, Bytes(new ScoresRecord { Classes = 1, Activation = maps.Activation })),
        _ => throw new NotSupportedException(head.GetType().Name),
    };

    private static byte[] Record(HeadKind kind, int count, byte[] data)
    {
        HeadRecord record = new() { Kind = kind, Count = checked((ushort)count), Bytes = (uint)data.Length };
        return [.. Bytes(record), .. data];
    }

    private static byte[] Bytes<T>(T record)
        where T : unmanaged => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in record, 1)).ToArray();

    private static ScoresRecord Scores(ClassScores scores) =>
        new() { Classes = checked((ushort)scores.Classes), Activation = scores.Activation, FirstClass = (byte)(scores.Background ? 1 : 0) };

    private static byte[] Candidates(CandidatesHead head)
    {
        CandidatesRecord record = new()
        {
            Scores = Scores(head.Scores),
            Groups = checked((ushort)head.Groups.Length),
            Flags = head.Flags,
            PointValues = checked((byte)head.PointValues),
            ScoreScale = head.ScoreScale,
            CenterScale = head.CenterScale,
            SizeScale = head.SizeScale,
        };
        return [.. Bytes(record), .. head.Groups.SelectMany(Group)];
    }

    private static byte[] Group(CandidateGroup group)
    {
        AnchorGrid grid = group.Anchors;
        CandidateGroupRecord record = new()
        {
            Begin = checked((ushort)group.Begin),
            Total = checked((ushort)group.Total),
            ScoreOutput = Output(group.Scores),
            BoxOutput = Output(group.Box),
            PointOutput = Output(group.Points),
            AnchorOutput = Output(group.AnchorValues),
            ScoreValue = First(group.Scores),
            BoxValue = First(group.Box),
            PointValue = First(group.Points),
            AnchorValue = First(group.AnchorValues),
            Rows = checked((ushort)grid.Rows),
            Columns = checked((ushort)grid.Columns),
            Anchors = checked((ushort)grid.Anchors.Length),
        };
        record.Cell[0] = Pitch(grid.CellWidth);
        record.Cell[1] = Pitch(grid.CellHeight);
        double?[] pixels = group.AnchorValues is null ? [.. grid.Anchors.SelectMany(a => new[] { a.X, a.Y, a.Width, a.Height })] : [];
        return [.. Bytes(record), .. pixels.SelectMany(value => BitConverter.GetBytes(checked((short)Math.Round(value!.Value * Subpixels))))];

        static byte Output(ValuePlace? place) => place is null ? (byte)FormatNumbers.NoOutput : checked((byte)place.Output);

        static ushort First(ValuePlace? place) => checked((ushort)(place?.First ?? 0));

        static uint Pitch(double? pixels) => checked((uint)Math.Round(pixels!.Value * 65536));
    }

    private static byte[] Labels(ClassifierHead head)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(head.Labels.Select(label => label + '\0')));
        Array.Resize(ref text, (text.Length + 3) & ~3);
        return head.Threshold is { } threshold ? [.. text, .. BitConverter.GetBytes(Math.Max(1, (int)Math.Round(threshold * ProbabilityOne)))] : text;
    }

    private static byte[] Anchors(YoloHead head)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(checked((ushort)head.Classes));
        writer.Write(checked((ushort)head.Scales.Length));
        foreach (YoloScale scale in head.Scales)
        {
            writer.Write(checked((ushort)scale.Anchors.Length));
            writer.Write(checked((ushort)scale.Stride));
            foreach ((float width, float height) in scale.Anchors)
            {
                writer.Write(width);
                writer.Write(height);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Bins(FcosHead head)
    {
        IEnumerable<int> words = [head.Classes, head.Scales.Length, .. head.Scales.SelectMany(scale => new[] { scale.Stride, scale.Bins })];
        return [.. words.SelectMany(word => BitConverter.GetBytes(checked((ushort)word)))];
    }
}
