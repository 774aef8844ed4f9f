// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;

namespace MCUNetV2.Networks;

/// <summary>An MCUNet-style classifier, as written in a <c>config.json</c>.</summary>
/// <param name="Name">Names the files that training writes.</param>
/// <param name="InputSize">Height and width of the RGB input, in pixels.</param>
/// <param name="Classes">Class names, in the order of the outputs.</param>
/// <param name="StemChannels">Output channels of the first 3x3 stride 2 convolution.</param>
/// <param name="Blocks">Inverted residuals, from the input to the output.</param>
/// <param name="Budget">What the network may cost on the device.</param>
public sealed record NetworkConfiguration(
    string Name,
    int InputSize,
    IReadOnlyList<string> Classes,
    int StemChannels,
    IReadOnlyList<BlockConfiguration> Blocks,
    BudgetConfiguration Budget)
{
    /// <summary>Whether a JSON file is meant to be a configuration.</summary>
    /// <exception cref="InvalidDataException">It is no JSON at all.</exception>
    public static bool IsMeantBy(string path) => JsonFile.HasKey(path, "blocks");

    /// <exception cref="InvalidDataException">The file is no valid configuration; the message says why.</exception>
    public static NetworkConfiguration Load(string path) => JsonFile.Load<NetworkConfiguration>(path, network => network.Validate());

    /// <summary>The blocks with every repetition written out.</summary>
    public IEnumerable<BlockConfiguration> ExpandedBlocks() => Blocks.SelectMany(block => block.Expand());

    /// <exception cref="InvalidDataException">A value is out of range; the message says which.</exception>
    public void Validate()
    {
        Require(FileName.IsPlain(Name), $"name is \"{Name}\", which files are named after; {FileName.Plain}");
        Require(InputSize is >= 16 and <= 320, $"inputSize is {InputSize}; 16 to 320 is possible");
        Require(ClassList.Problem(Classes) is null, ClassList.Problem(Classes)!);
        Require(StemChannels is > 0 and <= NetworkLimits.MostChannels, $"stemChannels is {StemChannels}; 1 to {NetworkLimits.MostChannels} is possible");
        Require(Blocks.Count > 0, "blocks is empty");
        Require(Blocks.All(block => block is not null), "blocks has an entry that is null");
        foreach (BlockConfiguration block in Blocks)
        {
            block.Validate();
        }

        Require(Blocks.Sum(block => (long)block.Repeat) <= NetworkLimits.MostBlocks, $"blocks, repeated, are {Blocks.Sum(block => (long)block.Repeat)}; {NetworkLimits.MostBlocks} is the most");

        static void Require(bool condition, string problem)
        {
            if (!condition)
            {
                throw new InvalidDataException(problem);
            }
        }
    }
}
