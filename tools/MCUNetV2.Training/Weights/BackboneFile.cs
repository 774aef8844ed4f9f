// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace MCUNetV2.Training.Weights;

/// <summary>Reads networks of others, and of our own, to begin with.</summary>
internal static partial class BackboneFile
{
    // What a checkpoint holds twice: the network in training beside the averaged one.
    private const string Checkpoint = "training.";
    // What a detector has beside its trunk.
    private const string Head = "heads.";
    private const string OwnConvolution = ".convolution.weight";
    private const string OnceForAllConvolution = ".conv.weight";

    /// <param name="path">
    /// A safetensors file, one of our checkpoints or a network with the names of MCUNet and Once-for-all; or what <see cref="GraphBackbone"/> reads.
    /// </param>
    /// <param name="pixels">What an .onnx or float .tflite takes for a black and a white pixel; null for 0 and 1.</param>
    /// <exception cref="InvalidDataException">The file is no such network.</exception>
    public static Backbone Load(string path, (float Low, float High)? pixels = null)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file");
        }

        if (!SafeTensors.IsMeantBy(path))
        {
            return Path.GetExtension(path).ToLowerInvariant() is ".onnx" or ".tflite"
                ? GraphBackbone.Load(path, pixels ?? (0, 1))
                : throw new InvalidDataException($"{path}: none of safetensors, .onnx and .tflite");
        }

        SafeTensors file = SafeTensors.Load(path);
        return file.Tensors.ContainsKey("stem" + OwnConvolution) ? Own(path, file) : OnceForAll(path, file);
    }

    /// <summary>Names of our own checkpoints; pixels from 0 to 1.</summary>
    private static Backbone Own(string path, SafeTensors file)
    {
        BackboneLayer[] layers =
        [
            .. file.Tensors.Keys.Where(name => name.EndsWith(OwnConvolution, StringComparison.Ordinal) && !name.StartsWith(Checkpoint, StringComparison.Ordinal) && !name.StartsWith(Head, StringComparison.Ordinal))
                .Select(name => name[..^OwnConvolution.Length])
                .OrderBy(place => place == "stem" ? (-1, -1) : OwnOrder(place))
                .Select(place => Layer(file, place + OwnConvolution, place, place + ".normalisation.")),
        ];
        return new Backbone(path, layers, 0, 1, OutputOf(file, "output"));
    }

    /// <summary>Names of mit-han-lab's MCUNet and Once-for-all; pixels from -1 to 1.</summary>
    private static Backbone OnceForAll(string path, SafeTensors file)
    {
        (string Prefix, int Block, int Unit)[] places =
        [
            .. file.Tensors.Keys.Select(name => OnceForAllName().Match(name)).Where(match => match.Success).Select(Place).OrderBy(place => (place.Block, place.Unit)),
        ];
        if (places.Length == 0)
        {
            throw new InvalidDataException($"{path}: its tensors have neither the names of our checkpoints (stem.convolution.weight) nor MCUNet's (first_conv.conv.weight)");
        }

        BackboneLayer[] layers =
        [
            .. places.Select(place =>
            {
                // A block without an expansion begins with its depthwise convolution.
                int unit = place.Unit - places.Where(other => other.Block == place.Block).Min(other => other.Unit);
                return Layer(file, place.Prefix + OnceForAllConvolution, place.Block < 0 ? "stem" : $"blocks.{place.Block}.units.{unit}", place.Prefix + ".bn.");
            }),
        ];
        return new Backbone(path, layers, -1, 1, OutputOf(file, "classifier.linear") ?? OutputOf(file, "classifier"));
    }

    private static (string Prefix, int Block, int Unit) Place(Match match)
    {
        string unit = match.Groups["unit"].Value;
        return unit.Length == 0
            ? (match.Value[..^OnceForAllConvolution.Length], -1, 0)
            : (match.Value[..^OnceForAllConvolution.Length], int.Parse(match.Groups["block"].Value, CultureInfo.InvariantCulture),
                unit == "inverted_bottleneck" ? 0 : unit == "depth_conv" ? 1 : 2);
    }

    private static (int Block, int Unit) OwnOrder(string place)
    {
        string[] parts = place.Split('.');
        return (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    private static BackboneLayer Layer(SafeTensors file, string weights, string place, string normalisation)
    {
        StoredTensor kernel = file.Tensors[weights];
        bool depthwise = kernel.Shape is [> 1, 1, _, _];
        return new BackboneLayer(
            weights, place, depthwise, kernel.Shape, kernel.Values,
            Values("weight"), Values("bias"), Values("running_mean"), Values("running_var"));

        float[] Values(string name) => file.Tensors.TryGetValue(normalisation + name, out StoredTensor? found)
            ? found.Values
            : throw new InvalidDataException($"{weights} has no {normalisation}{name} beside it");
    }

    private static (StoredTensor Weights, StoredTensor Bias)? OutputOf(SafeTensors file, string name) =>
        file.Tensors.TryGetValue(name + ".weight", out StoredTensor? weights) && file.Tensors.TryGetValue(name + ".bias", out StoredTensor? bias) ? (weights, bias) : null;

    [GeneratedRegex(@"^(first_conv|blocks\.(?<block>\d+)\.(mobile_inverted_conv|conv)\.(?<unit>inverted_bottleneck|depth_conv|point_linear))\.conv\.weight$")]
    private static partial Regex OnceForAllName();
}
