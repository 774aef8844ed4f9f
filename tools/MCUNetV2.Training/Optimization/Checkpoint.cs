using System.Text;
using MCUNetV2.Training.Networks;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>
/// Everything that training needs to go on after an epoch. A file is replaced by renaming a complete new one,
/// so a kill at any moment leaves the previous checkpoint or the new one.
/// </summary>
internal sealed class Checkpoint(string path, CheckpointKind kind, string fingerprint)
{
    private static readonly Dictionary<CheckpointKind, string> Magic = new()
    {
        [CheckpointKind.Float] = "mcunet-training-1",
        [CheckpointKind.Int8] = "mcunet-training-int8-1",
    };

    public bool Exists => File.Exists(path);

    /// <param name="epochs">Epochs finished.</param>
    public void Save(int epochs, Student network, TrainableClassifier average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        string temporary = path + ".new";
        using (FileStream file = File.Create(temporary))
        {
            using BinaryWriter writer = new(file, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic[kind]);
            writer.Write(fingerprint);
            writer.Write(epochs);
            average.save(writer);
            network.save(writer);
            optimizer.save_state_dict(writer);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Epochs finished; 0 when there is no checkpoint.</summary>
    public int Epochs()
    {
        if (!Exists)
        {
            return 0;
        }

        using BinaryReader reader = Open(path, kind);
        reader.ReadString();
        return reader.ReadInt32();
    }

    public void Delete() => File.Delete(path);

    /// <summary>Reads the averaged network of any checkpoint with the same blocks.</summary>
    /// <returns>Epochs finished.</returns>
    public static int LoadAverage(string path, CheckpointKind kind, TrainableClassifier average)
    {
        using BinaryReader reader = Open(path, kind);
        reader.ReadString();
        int epochs = reader.ReadInt32();
        average.load(reader);
        return epochs;
    }

    /// <returns>Epochs finished.</returns>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another configuration.</exception>
    public int Load(Student network, TrainableClassifier average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        using BinaryReader reader = Open(path, kind);
        if (reader.ReadString() != fingerprint)
        {
            throw new InvalidDataException($"{path}: made with another configuration or other options; --restart begins anew");
        }

        int epochs = reader.ReadInt32();
        average.load(reader);
        network.load(reader);
        optimizer.load_state_dict(reader);
        return epochs;
    }

    /// <exception cref="InvalidDataException">The file is no checkpoint.</exception>
    public static CheckpointKind KindOf(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path), Encoding.UTF8);
        return ReadKind(path, reader);
    }

    private static BinaryReader Open(string path, CheckpointKind kind)
    {
        BinaryReader reader = new(File.OpenRead(path), Encoding.UTF8);
        return ReadKind(path, reader) == kind
            ? reader
            : throw new InvalidDataException($"{path}: not a checkpoint of {(kind == CheckpointKind.Float ? "training in float" : "quantisation-aware training")}");
    }

    private static CheckpointKind ReadKind(string path, BinaryReader reader)
    {
        string magic = reader.ReadString();
        return Magic.Where(entry => entry.Value == magic).Select(entry => (CheckpointKind?)entry.Key).FirstOrDefault()
            ?? throw new InvalidDataException($"{path}: not a checkpoint of this version");
    }
}
