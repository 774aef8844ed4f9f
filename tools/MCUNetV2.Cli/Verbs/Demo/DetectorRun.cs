// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The detector firmware over photographs.</summary>
internal static class DetectorRun
{
    private const string Nothing = "nothing";
    private const int LeastShown = 320; // pixels of the longer side of what the network saw, enlarged, so that a box's line hides little

    /// <summary>Runs <see cref="DetectorDemo.Program"/>.</summary>
    public static IReadOnlyList<DemoFrame> Run(CompiledModel model, IReadOnlyList<string> pictures)
    {
        DetectorHead head = (model.Graph?.Head ?? model.Package.Head) as DetectorHead ?? throw new InvalidOperationException("no detector");
        IReadOnlyList<FirmwareAnswer> answers = FirmwareRun.Run(model, pictures, DetectorDemo.Program.Main);
        return [.. pictures.Select((picture, index) => CreateFrame(model, head, picture, answers[index]))];
    }

    /// <summary>How many of each class, the commonest first: "2 person, 1 dog".</summary>
    public static string Count(IEnumerable<string> names)
    {
        string counts = string.Join(", ", names.CountBy(name => name).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}"));
        return counts.Length == 0 ? Nothing : counts;
    }

    private static DemoFrame CreateFrame(CompiledModel model, DetectorHead head, string picture, FirmwareAnswer answer)
    {
        string[] names = [.. answer.Objects.Select(NameOf)];
        double best = answer.Objects.Select(found => found.Number("score") ?? 0).DefaultIfEmpty().Max();
        return new DemoFrame(
            Path.GetFileName(picture),
            File.ReadAllBytes(picture),
            Draw(InputProbe.Photograph(model, FirmwareRun.CameraOf([picture])), answer.Objects),
            Count(names),
            IsRight(head.Labels, SamplePictures.ClassOf(picture), names),
            names.FirstOrDefault() ?? Nothing,
            best,
            names.Length > 0,
            answer.Led,
            (int)(answer.Inference.Number("totalMicroseconds") ?? 0));
    }

    /// <summary>Folders are named after a class, or "no" and a class; of other pictures nobody knows.</summary>
    private static bool? IsRight(IReadOnlyList<string> labels, string? folder, string[] found) =>
        labels.FirstOrDefault(label => folder == label || folder == $"no {label}") is { } label ? found.Contains(label) == (folder == label) : null;

    private static string NameOf(TelemetryLine found) => found.Word("label") ?? "";

    private static byte[] Draw(byte[] seen, IEnumerable<TelemetryLine> objects)
    {
        DecodedPicture picture = PictureDecoder.Decode("input", seen, int.MaxValue);
        int times = Math.Max(1, LeastShown / Math.Max(picture.Height, picture.Width));
        return PictureDrawing.DrawBoxes(Enlarge(picture, times), objects.Reverse().Select(found => new DrawnBox(
            (int)(found.Number("class") ?? 0), found.Number("left") ?? 0, found.Number("top") ?? 0, found.Number("right") ?? 0, found.Number("bottom") ?? 0, [])));
    }

    /// <summary>Each pixel becomes a square: what the network sees is coarse, and is shown so.</summary>
    private static DecodedPicture Enlarge(DecodedPicture picture, int times)
    {
        int width = picture.Width * times;
        int height = picture.Height * times;
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                picture.Rgb.AsSpan(((y / times * picture.Width) + (x / times)) * 3, 3).CopyTo(rgb.AsSpan(((y * width) + x) * 3));
            }
        }

        return picture with { Width = width, Height = height, Rgb = rgb };
    }
}
