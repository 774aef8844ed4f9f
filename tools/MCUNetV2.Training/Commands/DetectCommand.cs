using System.CommandLine;
using System.Globalization;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Teachers;

namespace MCUNetV2.Training.Commands;

/// <summary><c>detect</c>: a detector's boxes of every picture, from which each crop's label follows; computed once, kept in a file.</summary>
internal sealed class DetectCommand : Command
{
    private readonly Option<FileInfo> _detector = new("--detector") { Description = "A YOLOX detector, float .onnx", Required = true };
    private readonly Option<int> _class = new("--class") { Description = "Number of the detector's class that is looked for, from 0", DefaultValueFactory = _ => 0 };
    private readonly Option<string[]> _data = new("--data") { Description = "The data set, as for train", Required = true };
    private readonly Option<FileInfo> _output = new("--output", "-o") { Description = "The boxes file; an unfinished one is gone on with", Required = true };
    private readonly Option<string> _classes = new("--classes") { Description = "Class folders, comma separated, in the order of the outputs", DefaultValueFactory = _ => "no person,person" };
    private readonly Option<int> _threads = new("--threads") { Description = "Pictures at a time", DefaultValueFactory = _ => Environment.ProcessorCount };

    public DetectCommand()
        : base("detect", "Find objects in the pictures of a data set with a detector, for train --boxes.\n\n"
            + "Example: where people are\n"
            + "  mcunet train detect --detector yolox_nano.onnx --data pictures -o out/boxes.jsonl")
    {
        foreach (Option option in new Option[] { _detector, _class, _data, _output, _classes, _threads })
        {
            Add(option);
        }

        SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        string output = result.GetRequiredValue(_output).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        HashSet<string> done = File.Exists(output) ? [.. BoxFile.Load(output).Keys] : [];
        string[] folders = result.GetValue(_classes)!.Split(',');
        PictureIntake intake = new();
        // Pictures of the first class, which has no objects, need boxes least.
        PictureFile[] pictures =
        [
            .. result.GetRequiredValue(_data).SelectMany(directory => PictureSource.Open(directory, folders, intake).Read())
                .Where(picture => !done.Contains(picture.Name)).OrderByDescending(picture => picture.Label),
        ];
        using YoloxDetector detector = new(result.GetRequiredValue(_detector).FullName, result.GetValue(_class), threads: 1);
        using StreamWriter file = new(output, append: true);
        int threads = result.GetValue(_threads);
        PictureFile[][] rounds = [.. pictures.Chunk(8 * threads)];
        EpochProgress.Standard("detecting").Run($"{pictures.Length} pictures", rounds.Length, (counter, show) =>
        {
            foreach (PictureFile[] round in rounds)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (string line in round.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).Select(Find).OfType<string>())
                {
                    file.WriteLine(line);
                }

                file.Flush();
                counter.Add(round.Length, 0);
                show();
            }
        });
        intake.Close(Console.Error);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {done.Count + pictures.Length} pictures"));
        return 0;

        string? Find(PictureFile picture) => intake.Decode(picture.Name, picture.Encoded, detector.InputSize, detector.InputSize) is { } pixels
            ? BoxFile.LineOf(picture.Name, detector.Detect(pixels))
            : null;
    }
}
