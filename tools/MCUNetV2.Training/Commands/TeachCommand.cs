// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.CommandLine;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Pictures;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Teachers;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Commands;

/// <summary><c>teach</c>: trained models to the soft labels and feature hints that <c>train</c> learns from; computed once, kept in files.</summary>
internal sealed class TeachCommand : TeachVerb
{
    private const int BatchSize = 64;

    public TeachCommand() => SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        NetworkConfiguration configuration = NetworkConfiguration.Load(result.GetRequiredValue(Configuration).FullName);
        IReadOnlyList<string> folders = result.GetValue(Classes)?.Split(',') ?? configuration.Classes;
        ITeacher[] teachers = TeacherFile.LoadAll(Teachers, result);
        List<float[]>[] features = [.. teachers.Select(_ => new List<float[]>())];
        List<string> names = [];
        List<int> labels = [];
        PictureIntake intake = new();
        IEnumerable<PictureFile> pictures = result.GetRequiredValue(Data)
            .SelectMany(directory => PictureSource.Open(directory, folders, intake).Read())
            .Where(picture => !picture.IsValidation);
        foreach (PictureFile[] batch in pictures.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < teachers.Length; i++)
            {
                features[i].AddRange(teachers[i].Features(batch));
            }

            names.AddRange(batch.Select(picture => picture.Name));
            labels.AddRange(batch.Select(picture => picture.Label));
        }

        intake.Close(Console.Error);
        using Tensor hints = cat([.. features.Select(Standardize)], 1);
        using Tensor probabilities = LinearProbe.OutOfFold(hints, labels, configuration.Classes.Count);
        long right = probabilities.argmax(1).eq(tensor(labels.Select(label => (long)label).ToArray())).sum().item<long>();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{names.Count} pictures, {hints.shape[1]} features, {right / (double)names.Count:P2} right"));
        DirectoryInfo output = result.GetRequiredValue(Output);
        OutputFile.CreateFolder(output.FullName);
        SoftLabels.Save(Path.Combine(output.FullName, "soft-labels.csv"), configuration.Classes, names, probabilities.data<float>().ToArray());
        FeatureHints.Save(Path.Combine(output.FullName, "hints.bin"), names, hints.data<float>().ToArray());
        return 0;
    }

    private static Tensor Standardize(List<float[]> rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, rows[0].Length]);
        return new Standardization(values).Apply(values).MoveToOuterDisposeScope();
    }
}
