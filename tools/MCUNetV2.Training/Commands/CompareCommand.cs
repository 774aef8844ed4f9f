// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Text;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Comparison;
using MCUNetV2.Training.Native;

namespace MCUNetV2.Training.Commands;

/// <summary><c>compare</c>: several configurations trained for a short while, ranked by accuracy.</summary>
internal sealed class CompareCommand : CompareVerb
{
    public CompareCommand() => SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        ComputeDevice.Use(ComputeDevice.Auto);
        DirectoryInfo output = result.GetRequiredValue(Output);
        OutputFile.CreateFolder(output.FullName);
        ContestantTraining training = new(result.GetRequiredValue(Data), output.FullName, result.GetValue(BatchSize), result.GetValue(Seed), cancellation);
        IReadOnlyList<HalvingResult<FileInfo>> ranked = SuccessiveHalving.Run(result.GetRequiredValue(Configurations), result.GetValue(Epochs), (file, epochs) =>
            training.Train(file.FullName, epochs, report => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{file.Name}: epoch {report.Epoch}/{epochs}  loss {report.Loss:F4}  validation {report.Accuracy:P2}  {report.Duration.TotalSeconds:F0} s"))));
        string[] lines =
        [
            "configuration,epochs,accuracy",
            .. ranked.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Contestant.Name},{result.Epochs},{result.Accuracy:F4}")),
        ];
        OutputFile.Write(Path.Combine(output.FullName, "comparison.csv"), Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return 0;
    }
}
