using System.CommandLine;
using System.Globalization;
using System.Text;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Comparison;
using MCUNetV2.Training.Native;

namespace MCUNetV2.Training.Commands;

/// <summary><c>compare</c>: several configurations trained for a short while, ranked by accuracy.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<FileInfo[]> _configurations = new("CONFIG") { Description = "Network configurations, JSON files of different names", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _data = new("--data") { Description = "The data set, as for train", Required = true };
    private readonly Option<DirectoryInfo> _output = new("--output", "-o") { Description = "Folder for checkpoints and comparison.csv", Required = true };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Passes over the pictures with which all begin; the better half goes on to twice as many, until one is best", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _batch = new("--batch") { Description = "Pictures a step", DefaultValueFactory = _ => 96 };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 1 };

    public CompareCommand()
        : base("compare", "Rank networks by their accuracy after a short training. The same command goes on where an interrupted run stopped.\n\n"
            + "Example: which of two learns better\n"
            + "  mcunet train compare a.json b.json --data pictures -o out/compare --epochs 4")
    {
        Add(_configurations);
        foreach (Option option in new Option[] { _data, _output, _epochs, _batch, _seed })
        {
            Add(option);
        }

        SetAction((result, cancellation) => Task.Run(() => Run(result, cancellation), cancellation));
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        ComputeDevice.Use(ComputeDevice.Auto);
        DirectoryInfo output = result.GetRequiredValue(_output);
        output.Create();
        ContestantTraining training = new(result.GetRequiredValue(_data), output.FullName, result.GetValue(_batch), result.GetValue(_seed), cancellation);
        IReadOnlyList<HalvingResult<FileInfo>> ranked = SuccessiveHalving.Run(result.GetRequiredValue(_configurations), result.GetValue(_epochs), (file, epochs) =>
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
