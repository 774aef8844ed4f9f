// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Networks.Detection;

/// <summary>An anchor-free detector on an MCUNet-style trunk, as written in a <c>config.json</c> with <c>heads</c>.</summary>
/// <param name="Name">Names the files that training writes.</param>
/// <param name="InputHeight">Of the RGB input, in pixels; pictures are squashed to it.</param>
/// <param name="InputWidth">Of the RGB input, in pixels.</param>
/// <param name="Classes">Class names, in the order of the scores.</param>
/// <param name="StemChannels">Output channels of the first 3x3 stride 2 convolution.</param>
/// <param name="Blocks">Inverted residuals, from the input on.</param>
/// <param name="Heads">One to three, the finest first.</param>
/// <param name="Budget">What the network may cost on the device.</param>
public sealed record DetectorConfiguration(
    string Name,
    int InputHeight,
    int InputWidth,
    IReadOnlyList<string> Classes,
    int StemChannels,
    IReadOnlyList<BlockConfiguration> Blocks,
    IReadOnlyList<HeadConfiguration> Heads,
    BudgetConfiguration Budget)
{
    /// <summary>Values of a box: distances from the cell's centre to left, top, right and bottom, in strides.</summary>
    public const int Sides = 4;

    /// <summary>Values that a cell predicts: the sides of a box, then a logit a class.</summary>
    public int CellChannels => Sides + Classes.Count;

    /// <summary>Of the input.</summary>
    public MapSize InputSize => new(InputHeight, InputWidth);

    /// <summary>Of the pictures that training keeps, in pixels: half as large again as the input, so that crops keep their sharpness.</summary>
    public int LargestSide => 3 * Math.Max(InputHeight, InputWidth) / 2;

    /// <summary>What its outputs mean.</summary>
    public FcosHead Head => new(Classes.Count, [.. Heads.Select(head => new FcosScale(head.Stride, 1))]) { Labels = [.. Classes] };

    /// <summary>Whether a JSON file is meant to be a detector's configuration.</summary>
    /// <exception cref="InvalidDataException">It is no JSON at all.</exception>
    public static bool IsMeantBy(string path) => JsonFile.HasKey(path, "heads");

    /// <exception cref="InvalidDataException">The file is no valid configuration; the message says why.</exception>
    public static DetectorConfiguration Load(string path) => JsonFile.Load<DetectorConfiguration>(path, network => network.Validate());

    /// <summary>The blocks with every repetition written out.</summary>
    public IEnumerable<BlockConfiguration> ExpandedBlocks() => Blocks.SelectMany(block => block.Expand());

    /// <summary>After which block each head branches off: the last one of its stride; -1 for the stem.</summary>
    public IReadOnlyList<int> Branches()
    {
        Dictionary<int, int> lastOfStride = new() { [2] = -1 };
        int stride = 2;
        foreach ((int number, BlockConfiguration block) in ExpandedBlocks().Index())
        {
            stride *= block.Stride;
            lastOfStride[stride] = number;
        }

        return [.. Heads.Select(head => lastOfStride.GetValueOrDefault(head.Stride, int.MinValue))];
    }

    /// <exception cref="InvalidDataException">A value is out of range; the message says which.</exception>
    public void Validate()
    {
        Require(FileName.IsPlain(Name), $"name is \"{Name}\", which files are named after; {FileName.Plain}");
        Require(InputHeight is >= 16 and <= 640 && InputWidth is >= 16 and <= 640, $"the input is {InputHeight} x {InputWidth}; 16 to 640 is possible");
        Require(ClassList.Problem(Classes, least: 1) is null, ClassList.Problem(Classes, least: 1)!);
        Require(StemChannels is > 0 and <= NetworkLimits.MostChannels, $"stemChannels is {StemChannels}; 1 to {NetworkLimits.MostChannels} is possible");
        Require(Blocks.Count > 0, "blocks is empty");
        Require(Blocks.All(block => block is not null) && Heads.All(head => head is not null), "blocks or heads has an entry that is null");
        foreach (BlockConfiguration block in Blocks)
        {
            block.Validate();
        }

        Require(Blocks.Sum(block => (long)block.Repeat) <= NetworkLimits.MostBlocks, $"blocks, repeated, are {Blocks.Sum(block => (long)block.Repeat)}; {NetworkLimits.MostBlocks} is the most");
        Require(Heads.Count is >= 1 and <= 3, $"there are {Heads.Count} heads; one to three are possible");
        IReadOnlyList<int> branches = Branches();
        foreach ((int number, HeadConfiguration head) in Heads.Index())
        {
            Require(branches[number] >= -1, $"a head has stride {head.Stride}, which no block of the trunk has");
            Require(number == 0 || head.Stride > Heads[number - 1].Stride, "heads must be ordered by their stride, the finest first");
            Require(
                head is { Channels: > 0 and <= NetworkLimits.MostChannels, Kernel: 3 or 5 or 7, Depth: >= 0 and <= 8 },
                $"a head's channels must be 1 to {NetworkLimits.MostChannels}, its kernel 3, 5 or 7, its depth 0 to 8");
            Require(
                InputHeight % head.Stride == 0 && InputWidth % head.Stride == 0,
                $"the input, {InputHeight} x {InputWidth}, is no multiple of a head's stride, {head.Stride}");
        }

        static void Require(bool condition, string problem)
        {
            if (!condition)
            {
                throw new InvalidDataException(problem);
            }
        }
    }
}
