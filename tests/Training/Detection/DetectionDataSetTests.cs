// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Detection;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests.Detection;

public sealed class DetectionDataSetTests : IDisposable
{
    private readonly TinyProject _project = new(picturesPerClass: 4);
    private readonly DirectoryInfo _boxed = Directory.CreateTempSubdirectory("mcunet-boxed-");

    public void Dispose()
    {
        _project.Dispose();
        _boxed.Delete(recursive: true);
    }

    [Fact]
    public void Boxes_of_a_detector_have_the_classes_that_it_named()
    {
        string[] names = [.. Directory.EnumerateFiles(_project.Pictures, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_project.Pictures, path)).Order(StringComparer.Ordinal)];
        Dictionary<string, DetectedBox[]> found = ThroughFile(names, number => number % 2 == 0
            ? [new(0.1f, 0.2f, 0.5f, 0.6f, 0.9f, "disc"), new(0.5f, 0.5f, 0.9f, 0.9f, 0.2f, "square"), new(0, 0, 1, 1, 0.9f, "lamp")]
            : []);

        DetectionDataSet data = DetectionDataSet.Load([WriteBoxed(names), _project.Pictures], ["square", "disc"], 64, found);

        // A disc was found in the pictures with even numbers; what lies in the folder of squares contradicts that.
        data.Training.ShouldAllBe(picture => !picture.Name.StartsWith("square/", StringComparison.Ordinal));
        DetectionPicture[] detected = [.. data.Training.Where(picture => names.Contains(picture.Name) && picture.Objects.Count > 0)];
        detected.ShouldNotBeEmpty();
        detected.ShouldAllBe(picture => picture.Objects.SequenceEqual(new TargetBox[] { new(1, 0.1f, 0.2f, 0.5f, 0.6f), new(0, 0.5f, 0.5f, 0.9f, 0.9f, true) }));
    }

    [Fact]
    public void Pictures_of_rare_classes_are_seen_more_often()
    {
        DetectionPicture[] pictures = [.. Enumerable.Range(0, 500).Select(number => Picture(number == 0 ? [0, 1] : number < 100 ? [0] : []))];

        double[] factors = RepeatFactors.Of(pictures, 0.5);

        factors[0].ShouldBe(7.0711, 1e-3); // the root of 0.1 * 500 / 1
        factors.Skip(1).ShouldAllBe(factor => factor == 1);
        RepeatFactors.Of(pictures, 1)[0].ShouldBe(50, 1e-9);
        RepeatFactors.Of(pictures, 0).ShouldAllBe(factor => factor == 1);
    }

    private static DetectionPicture Picture(int[] classes) => new("", "", [], [.. classes.Select(label => new TargetBox(label, 0, 0, 1, 1))], []);

    private static Dictionary<string, DetectedBox[]> ThroughFile(string[] names, Func<int, DetectedBox[]> boxes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, names.Select((name, number) => BoxFile.LineOf(name, boxes(number))));
            return BoxFile.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A data set with boxes, to validate with.</summary>
    private string WriteBoxed(string[] names)
    {
        string[] lines =
        [
            .. names.Select((name, number) => (File: $"p{number}.jpg", Split: number % 2 == 0 ? "train" : "val", From: name)).Select(picture =>
            {
                File.Copy(Path.Combine(_project.Pictures, picture.From), Path.Combine(_boxed.FullName, picture.File));
                return $$"""{"file": "{{picture.File}}", "split": "{{picture.Split}}", "boxes": [{"cls": "disc", "box": [0.1, 0.1, 0.5, 0.5]}]}""";
            }),
        ];
        File.WriteAllLines(Path.Combine(_boxed.FullName, "boxes.jsonl"), lines);
        return _boxed.FullName;
    }
}
