// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>Reads what the outputs of a package mean.</summary>
internal static class HeadReader
{
    /// <exception cref="PackageFormatException">Unknown kind, or it ends outside the package.</exception>
    public static Head Read(ReadOnlySpan<byte> package, uint offset)
    {
        (Head head, bool isNamed, uint end) = ReadOne(package, offset);
        return head is DetectorHead detector && isNamed
            ? detector with { Labels = ReadOne(package, (end + FormatNumbers.Alignment - 1) & ~(FormatNumbers.Alignment - 1u)).Head is ClassifierHead names ? names.Labels : throw new PackageFormatException("damaged package: a head's labels are none") }
            : head;
    }

    private static (Head Head, bool IsNamed, uint End) ReadOne(ReadOnlySpan<byte> package, uint offset)
    {
        HeadRecord record = PackageReader.ReadTable<HeadRecord>(package, offset, 1, "head")[0];
        uint start = offset + (uint)Unsafe.SizeOf<HeadRecord>();
        ReadOnlySpan<byte> data = PackageReader.ReadTable<byte>(package, start, (int)Math.Min(record.Bytes, int.MaxValue), "head").AsSpan();
        return (Read(record, data), (record.Flags & HeadFlags.Named) != 0, start + record.Bytes);
    }

    private static Head Read(HeadRecord record, ReadOnlySpan<byte> data)
    {
        return record.Kind switch
        {
            HeadKind.Classifier => ReadLabels(data, record.Count),
            HeadKind.Yolo => ReadAnchors(data),
            HeadKind.Fcos => ReadBins(data),
            HeadKind.Candidates => ReadCandidates(data, record.Count),
            HeadKind.Fomo => new FomoHead(ReadScores(data)),
            HeadKind.Heatmaps => new HeatmapsHead(record.Count, ReadScores(data).Activation),
            _ => throw new PackageFormatException($"damaged package: head of unknown kind {record.Kind}"),
        };
    }

    private static ClassifierHead ReadLabels(ReadOnlySpan<byte> data, int count)
    {
        List<string> labels = [];
        int position = 0;
        while (labels.Count < count && data[position..].IndexOf((byte)0) is >= 0 and int length)
        {
            labels.Add(OneLine.Name(Encoding.UTF8.GetString(data.Slice(position, length))));
            position += length + 1;
        }

        position = (position + 3) & ~3;
        return labels.Count == count
            ? new ClassifierHead([.. labels], position + sizeof(int) <= data.Length ? Next<int>(data, ref position) / (double)HeadWriter.ProbabilityOne : null)
            : throw new PackageFormatException($"damaged package: {labels.Count} labels of {count}");
    }

    private static YoloHead ReadAnchors(ReadOnlySpan<byte> data)
    {
        int position = 0;
        int classes = Next<ushort>(data, ref position);
        int outputs = Next<ushort>(data, ref position);
        ImmutableArray<YoloScale>.Builder scales = ImmutableArray.CreateBuilder<YoloScale>(outputs);
        for (int output = 0; output < outputs; output++)
        {
            int anchorCount = Next<ushort>(data, ref position);
            int stride = Next<ushort>(data, ref position);
            (float, float)[] anchors = new (float, float)[anchorCount];
            for (int anchor = 0; anchor < anchorCount; anchor++)
            {
                anchors[anchor] = (Next<float>(data, ref position), Next<float>(data, ref position));
            }

            scales.Add(new YoloScale(stride, [.. anchors]));
        }

        return new YoloHead(classes, scales.ToImmutable());
    }

    private static FcosHead ReadBins(ReadOnlySpan<byte> data)
    {
        int position = 0;
        int classes = Next<ushort>(data, ref position);
        FcosScale[] scales = new FcosScale[Next<ushort>(data, ref position)];
        for (int output = 0; output < scales.Length; output++)
        {
            scales[output] = new FcosScale(Next<ushort>(data, ref position), Next<ushort>(data, ref position));
        }

        return new FcosHead(classes, [.. scales]);
    }

    private static ClassScores ReadScores(ReadOnlySpan<byte> data)
    {
        int position = 0;
        return Scores(Next<ScoresRecord>(data, ref position));
    }

    private static ClassScores Scores(ScoresRecord scores) => new(scores.Classes, scores.Activation, scores.FirstClass != 0);

    private static CandidatesHead ReadCandidates(ReadOnlySpan<byte> data, int points)
    {
        int position = 0;
        CandidatesRecord record = Next<CandidatesRecord>(data, ref position);
        CandidateGroup[] groups = new CandidateGroup[record.Groups];
        for (int group = 0; group < groups.Length; group++)
        {
            groups[group] = ReadGroup(data, ref position);
        }

        return new CandidatesHead(Scores(record.Scores), record.Flags, points, record.PointValues, record.ScoreScale, record.CenterScale, record.SizeScale, [.. groups]);
    }

    private static CandidateGroup ReadGroup(ReadOnlySpan<byte> data, ref int position)
    {
        CandidateGroupRecord record = Next<CandidateGroupRecord>(data, ref position);
        ValuePlace? values = Place(record.AnchorOutput, record.AnchorValue);
        Anchor[] anchors = new Anchor[record.Anchors];
        for (int anchor = 0; anchor < anchors.Length; anchor++)
        {
            anchors[anchor] = values is not null
                ? new Anchor(0, 0, 0, 0)
                : new Anchor(Pixels(data, ref position), Pixels(data, ref position), Pixels(data, ref position), Pixels(data, ref position));
        }

        return new CandidateGroup(
            record.Begin, record.Total, Place(record.ScoreOutput, record.ScoreValue), Place(record.BoxOutput, record.BoxValue), Place(record.PointOutput, record.PointValue),
            values, new AnchorGrid(record.Rows, record.Columns, record.Cell[0] / 65536.0, record.Cell[1] / 65536.0, [.. anchors]));

        static ValuePlace? Place(byte output, ushort first) => output == FormatNumbers.NoOutput ? null : new ValuePlace(output, first);

        static double Pixels(ReadOnlySpan<byte> data, ref int position) => Next<short>(data, ref position) / HeadWriter.Subpixels;
    }

    private static T Next<T>(ReadOnlySpan<byte> data, ref int position)
        where T : unmanaged
    {
        T value = PackageReader.ReadTable<T>(data, (uint)position, 1, "head")[0];
        position += Unsafe.SizeOf<T>();
        return value;
    }
}
