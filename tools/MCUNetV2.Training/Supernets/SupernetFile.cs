// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>A trained supernet: the weights of its largest network, under the names that such a network's checkpoint has, and its space.</summary>
internal static class SupernetFile
{
    private const string FormatKey = "format";
    private const string SpaceKey = "space";
    private const string Format = "mcunet-supernet-1";

    public static void Save(string path, Supernet supernet)
    {
        Dictionary<string, string> metadata = new() { [FormatKey] = Format, [SpaceKey] = supernet.Space.ToText() };
        OutputFile.Write(path, new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(supernet.Largest, "")), metadata).ToBytes());
    }

    /// <exception cref="InvalidDataException">The file is no trained supernet.</exception>
    public static Supernet Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file");
        }

        SafeTensors file = SafeTensors.IsMeantBy(path) ? SafeTensors.Load(path) : throw NoSupernet(path);
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format || !file.Metadata.TryGetValue(SpaceKey, out string? space))
        {
            throw NoSupernet(path);
        }

        Supernet supernet = new(SearchSpace.Parse(space, path), dropoutRate: 0);
        ModuleState.Write(supernet.Largest, "", file, path);
        supernet.to(get_default_device());
        supernet.eval();
        return supernet;
    }

    private static InvalidDataException NoSupernet(string path) => new($"{path}: not a trained supernet; train supernet writes NAME.supernet.safetensors");
}
