// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Networks;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>The files of a search by accuracy: in a folder beside its output, each finalist's configuration and weights; those of the first beside the output as well.</summary>
/// <param name="output">The configuration that the search writes.</param>
internal sealed class FinalistFiles(string output)
{
    private const string Weights = ".safetensors";

    private readonly string _folder = Path.ChangeExtension(output, ".front");

    /// <summary>Where a supernet is trained that is not there yet.</summary>
    public string SupernetFolder { get; } = Path.ChangeExtension(output, ".supernet");

    /// <summary>What an interrupted search goes on from.</summary>
    public string Journal => Path.Combine(_folder, "trials.csv");

    /// <summary>The front.</summary>
    public string Picture => Path.Combine(_folder, "front.svg");

    /// <param name="index">Of the finalist, from 0.</param>
    /// <param name="finalist">The network.</param>
    /// <param name="saveWeights">Writes its weights to a path.</param>
    /// <returns>The same with its files.</returns>
    public FinalistReport Write(int index, FinalistReport finalist, Action<string> saveWeights)
    {
        string file = Path.Combine(_folder, $"{index + 1}.json");
        string weights = Path.ChangeExtension(file, Weights);
        OutputFile.Write(file, ConfigurationText.Of(finalist.Configuration));
        saveWeights(weights);
        if (index == 0)
        {
            OutputFile.Write(Path.ChangeExtension(output, Weights), File.ReadAllBytes(weights));
        }

        return finalist with { File = file, Weights = weights };
    }
}
