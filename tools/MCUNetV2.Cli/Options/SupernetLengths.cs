// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Options;

/// <summary>What <c>train supernet</c> and <c>search --data</c> both ask about how a supernet learns.</summary>
internal sealed class SupernetLengths
{
    public Option<FileInfo?> StartFrom { get; } = new("--start-from") { Description = "A trained network that the largest network of the space begins with and answers like, where it has room for all of it: safetensors" };

    public Option<int> LargestEpochs { get; } = new Option<int>("--largest-epochs") { Description = "Passes over the pictures in which the largest network learns alone", DefaultValueFactory = _ => 20 }.AtLeast(0);

    public Option<int> Epochs { get; } = new Option<int>("--epochs") { Description = "Passes over the pictures in which all networks of the space learn together", DefaultValueFactory = _ => 30 }.AtLeast(0);

    public IEnumerable<Option> All => [StartFrom, LargestEpochs, Epochs];
}
