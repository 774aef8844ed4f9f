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

    public static byte[] Write(Head head) => head switch
    {
        ClassifierHead classifier => Record(HeadKind.Classifier, classifier.Labels.Length, Labels(classifier)),
        YoloHead yolo => Record(HeadKind.Yolo, yolo.Scales.Sum(s => s.Anchors.Length), Anchors(yolo)),
        FcosHead fcos => Record(HeadKind.Fcos, fcos.Classes, Bins(fcos)),
        _ => throw new NotSupportedException(head.GetType().Name),
    };

    private static byte[] Record(HeadKind kind, int count, byte[] data)
    {
        var record = new HeadRecord { Kind = kind, Count = checked((ushort)count), Bytes = (uint)data.Length };
        return [.. MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in record, 1)), .. data];
    }

    private static byte[] Labels(ClassifierHead head)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(head.Labels.Select(label => label + '\0')));
        Array.Resize(ref text, (text.Length + 3) & ~3);
        return head.Threshold is { } threshold ? [.. text, .. BitConverter.GetBytes(Math.Max(1, (int)Math.Round(threshold * ProbabilityOne)))] : text;
    }

    private static byte[] Anchors(YoloHead head)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
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
