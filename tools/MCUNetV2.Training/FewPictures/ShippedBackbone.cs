// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.FewPictures;

/// <summary>The network of models/backbone, which knows what photographs look like: few pictures are enough to tell it new classes.</summary>
internal static class ShippedBackbone
{
    private static readonly string Folder = Path.Combine("models", "backbone");

    /// <exception cref="InvalidDataException">The repository that the program belongs to is not found, or lacks it.</exception>
    public static string Find()
    {
        IEnumerable<string?> roots = [Environment.GetEnvironmentVariable("MCUNET_ROOT"), .. Parents(AppContext.BaseDirectory)];
        return roots.OfType<string>().Where(root => root.Length > 0).Select(root => Path.Combine(root, Folder)).FirstOrDefault(folder => File.Exists(ConfigurationOf(folder)))
            ?? throw new InvalidDataException($"{Folder} is missing; name a configuration, and with --start-from a network to begin with");
    }

    /// <param name="folder">What <see cref="Find"/> gives.</param>
    /// <param name="name">Of the model.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="inputSize">Height and width of its input; null for what the backbone was trained with.</param>
    public static NetworkConfiguration Configuration(string folder, string name, IReadOnlyList<string> classes, int? inputSize)
    {
        NetworkConfiguration shipped = NetworkConfiguration.Load(ConfigurationOf(folder));
        NetworkConfiguration wanted = shipped with { Name = name, Classes = classes, InputSize = inputSize ?? shipped.InputSize };
        wanted.Validate();
        return wanted;
    }

    /// <summary>The network with as many outputs as there are classes, every other layer trained.</summary>
    public static Classifier Open(string folder, NetworkConfiguration configuration)
    {
        Classifier network = new(configuration, dropoutRate: 0);
        IReadOnlyList<TransplantedLayer> layers = Transplant.Apply(BackboneFile.Load(WeightsOf(folder)), network);
        string[] missing = [.. layers.SkipLast(1).Where(layer => layer.From is null).Select(layer => layer.Layer)];
        return missing.Length == 0
            ? network
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{WeightsOf(folder)}: {missing.Length} layers of {ConfigurationOf(folder)} are missing, {missing[0]} for one"));
    }

    private static string ConfigurationOf(string folder) => Path.Combine(folder, "config.json");

    private static string WeightsOf(string folder) => Path.Combine(folder, "backbone.safetensors");

    private static IEnumerable<string> Parents(string path)
    {
        for (DirectoryInfo? folder = new(path); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
