// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Weights;

/// <summary>A module's parameters and buffers as stored tensors.</summary>
internal static class ModuleState
{
    public static IEnumerable<KeyValuePair<string, StoredTensor>> Read(nn.Module module, string prefix)
    {
        foreach ((string name, Tensor value) in module.state_dict())
        {
            using Tensor values = value.detach().cpu().to(ScalarType.Float32).contiguous();
            yield return new(prefix + name, new StoredTensor(value.shape, [.. values.data<float>()]));
        }
    }

    /// <summary>Whether <see cref="Write"/> would find all that it needs.</summary>
    public static bool Fits(nn.Module module, string prefix, SafeTensors file) => module.state_dict().All(item =>
        file.Tensors.TryGetValue(prefix + item.Key, out StoredTensor? stored) ? stored.Shape.SequenceEqual(item.Value.shape) : IsCount(item.Key));

    /// <param name="path">For the message when something does not fit.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Write(nn.Module module, string prefix, SafeTensors file, string path)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor value) in module.state_dict())
        {
            if (IsCount(name) && !file.Tensors.ContainsKey(prefix + name))
            {
                continue;
            }

            if (!file.Tensors.TryGetValue(prefix + name, out StoredTensor? stored) || !stored.Shape.SequenceEqual(value.shape))
            {
                throw new InvalidDataException(
                    $"{path}: {prefix + name} is {(stored is null ? "missing" : string.Join(" x ", stored.Shape))}; the network has {string.Join(" x ", value.shape)}");
            }

            using Tensor values = tensor(stored.Values, stored.Shape);
            value.copy_(values);
        }
    }

    // How often statistics were taken is of no use, and files for others leave it out.
    private static bool IsCount(string name) => name.EndsWith("num_batches_tracked", StringComparison.Ordinal);
}
