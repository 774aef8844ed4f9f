// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Weights;

/// <summary>
/// The mean of the weights of several trainings that began with the same network: they end in one valley of the loss, and its middle is lower than its
/// sides (Wortsman et al. 2022, "Model soups"). Networks that began at random have no useful mean.
/// </summary>
internal static class WeightMean
{
    // What a checkpoint holds beside its averaged network.
    private const string Training = "training.";

    /// <param name="files">Two or more, each with its name for messages.</param>
    /// <exception cref="InvalidDataException">They are not of one network.</exception>
    public static SafeTensors Of(IReadOnlyList<(string Name, SafeTensors File)> files)
    {
        Dictionary<string, StoredTensor>[] networks = [.. files.Select(item => Network(item.File))];
        Dictionary<string, StoredTensor> mean = [];
        foreach ((string name, StoredTensor first) in networks[0])
        {
            StoredTensor[] all = [.. networks.Select((network, i) => Find(network, name, first, files[0].Name, files[i].Name))];
            mean[name] = new StoredTensor(first.Shape, [.. Enumerable.Range(0, first.Values.Length).Select(value => (float)all.Average(tensor => (double)tensor.Values[value]))]);
        }

        return new SafeTensors(mean, new Dictionary<string, string>());
    }

    private static Dictionary<string, StoredTensor> Network(SafeTensors file) =>
        new(file.Tensors.Where(entry => !entry.Key.StartsWith(Training, StringComparison.Ordinal) && !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)));

    private static StoredTensor Find(Dictionary<string, StoredTensor> network, string name, StoredTensor first, string firstFile, string file) =>
        network.TryGetValue(name, out StoredTensor? found) && found.Shape.SequenceEqual(first.Shape)
            ? found
            : throw new InvalidDataException($"{file}: has no {name} of {string.Join(" x ", first.Shape)} as {firstFile} has; only checkpoints of one configuration have a mean");
}
