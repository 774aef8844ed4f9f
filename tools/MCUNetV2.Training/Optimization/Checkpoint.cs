// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Weights;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>
/// Everything that training needs to go on after an epoch, in a safetensors file: the averaged network under the names of its own parameters, which is what
/// others want of it; the network in training under <c>training.</c>; the optimizer's state as bytes. A file is replaced by renaming a complete new
/// one, so a kill at any moment leaves the previous checkpoint or the new one.
/// </summary>
internal sealed class Checkpoint(string path, CheckpointKind kind, string fingerprint)
{
    private const string FormatKey = "format";
    private const string FingerprintKey = "options";
    private const string EpochsKey = "epochs";
    private const string Training = "training.";
    private const string Optimizer = "optimizer";

    private static readonly Dictionary<CheckpointKind, string> Formats = new()
    {
        [CheckpointKind.Float] = "mcunet-training-2",
        [CheckpointKind.Int8] = "mcunet-training-int8-3",
        [CheckpointKind.Detector] = "mcunet-training-detector-1",
        [CheckpointKind.DetectorInt8] = "mcunet-training-detector-int8-1",
        [CheckpointKind.Supernet] = "mcunet-training-supernet-1",
    };

    private static readonly Dictionary<CheckpointKind, string> Names = new()
    {
        [CheckpointKind.Float] = "training in float",
        [CheckpointKind.Int8] = "quantisation-aware training",
        [CheckpointKind.Detector] = "a detector's training",
        [CheckpointKind.DetectorInt8] = "a detector's quantisation-aware training",
        [CheckpointKind.Supernet] = "a supernet's training",
    };

    public bool Exists => File.Exists(path);

    /// <param name="epochs">Epochs finished.</param>
    public void Save(int epochs, nn.Module network, nn.Module average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        using MemoryStream state = new();
        using (BinaryWriter writer = new(state, Encoding.UTF8, leaveOpen: true))
        {
            optimizer.save_state_dict(writer);
        }

        Dictionary<string, string> metadata = new()
        {
            [FormatKey] = Formats[kind],
            [FingerprintKey] = fingerprint,
            [EpochsKey] = epochs.ToString(CultureInfo.InvariantCulture),
        };
        SafeTensors file = new(new Dictionary<string, StoredTensor>([.. ModuleState.Read(average, ""), .. ModuleState.Read(network, Training)]), metadata)
        {
            Blobs = new Dictionary<string, byte[]> { [Optimizer] = state.ToArray() },
        };
        OutputFile.Write(path, file.ToBytes());
    }

    /// <summary>Epochs finished; 0 when there is no checkpoint.</summary>
    public int Epochs() => Exists ? Read(path, () => EpochsOf(path, Check(path, kind, SafeTensors.LoadMetadata(path)))) : 0;

    public void Delete() => File.Delete(path);

    /// <summary>Reads the averaged network of any checkpoint with the same blocks.</summary>
    /// <returns>Epochs finished.</returns>
    public static int LoadAverage(string path, CheckpointKind kind, nn.Module average)
    {
        SafeTensors file = SafeTensors.Load(path);
        Check(path, kind, file.Metadata);
        ModuleState.Write(average, "", file, path);
        return EpochsOf(path, file.Metadata);
    }

    /// <returns>Epochs finished.</returns>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another configuration, or is damaged.</exception>
    public int Load(nn.Module network, nn.Module average, TorchSharp.Modules.OptimizerHelper optimizer) =>
        Read(path, () => LoadAll(network, average, optimizer));

    private int LoadAll(nn.Module network, nn.Module average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        SafeTensors file = SafeTensors.Load(path);
        Check(path, kind, file.Metadata);
        if (file.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint || !file.Blobs.TryGetValue(Optimizer, out byte[]? state))
        {
            throw new InvalidDataException($"{path}: made with another configuration, other options or other data");
        }

        ModuleState.Write(average, "", file, path);
        ModuleState.Write(network, Training, file, path);
        using BinaryReader reader = new(new MemoryStream(state));
        optimizer.load_state_dict(reader);
        return EpochsOf(path, file.Metadata);
    }

    /// <exception cref="InvalidDataException">The file is no checkpoint.</exception>
    public static CheckpointKind KindOf(string path)
    {
        string? format = SafeTensors.LoadMetadata(path).GetValueOrDefault(FormatKey);
        return Formats.Where(entry => entry.Value == format).Select(entry => (CheckpointKind?)entry.Key).FirstOrDefault()
            ?? throw new InvalidDataException($"{path}: not a checkpoint of this version");
    }

    /// <summary>Whatever is wrong with a checkpoint, its file and the way on are named.</summary>
    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            string reason = exception is InvalidDataException ? exception.Message : $"{path}: damaged or cut short: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}";
            throw new InvalidDataException($"{reason}; --restart begins anew", exception);
        }
    }

    private static IReadOnlyDictionary<string, string> Check(string path, CheckpointKind kind, IReadOnlyDictionary<string, string> metadata)
    {
        return metadata.GetValueOrDefault(FormatKey) == Formats[kind]
            ? metadata
            : throw new InvalidDataException($"{path}: not a checkpoint of {Names[kind]}");
    }

    private static int EpochsOf(string path, IReadOnlyDictionary<string, string> metadata) =>
        int.TryParse(metadata.GetValueOrDefault(EpochsKey), CultureInfo.InvariantCulture, out int epochs)
            ? epochs
            : throw new InvalidDataException($"{path}: does not say after how many epochs it was made");
}
