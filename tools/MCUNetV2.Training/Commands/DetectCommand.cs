// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Teachers;

namespace MCUNetV2.Training.Commands;

/// <summary><c>detect</c>: a detector's boxes of every picture, from which each crop's label follows; computed once, kept in a file.</summary>
internal sealed class DetectCommand : DetectVerb
{
    public DetectCommand() => SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        string output = result.GetRequiredValue(Output).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        HashSet<string> done = File.Exists(output) ? [.. BoxFile.Load(output).Keys] : [];
        string[] folders = result.GetValue(Classes)!.Split(',');
        PictureIntake intake = new();
        // Pictures of the first class, which has no objects, need boxes least.
        PictureFile[] pictures =
        [
            .. result.GetRequiredValue(Data).SelectMany(directory => PictureSource.Open(directory, folders, intake).Read())
                .Where(picture => !done.Contains(picture.Name)).OrderByDescending(picture => picture.Label),
        ];
        using YoloxDetector detector = new(result.GetRequiredValue(Detector).FullName, ParseClasses(result.GetValue(Class)!), threads: 1);
        using StreamWriter file = new(output, append: true);
        int threads = result.GetValue(Threads);
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

    private static IReadOnlyList<(string? Name, int Number)> ParseClasses(string text) =>
        [.. text.Split(',').Select(part => part.Split('=')).Select(parts => (parts.Length == 2 ? parts[0] : null, ParseNumber(parts[^1], text)))];

    private static int ParseNumber(string number, string text) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new InvalidDataException($"--class: {text} is neither a number nor of the form name=number,name=number");
}
