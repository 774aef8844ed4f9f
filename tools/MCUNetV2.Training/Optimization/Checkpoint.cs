using System.Text;
using MCUNetV2.Training.Networks;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>
/// Everything that training needs to go on after an epoch. A file is replaced by renaming a complete new one,
/// so a kill at any moment leaves the previous checkpoint or the new one.
/// </summary>
internal sealed class Checkpoint(string path, string fingerprint)
{
    private const string Magic = "mcunet-training-1";

    public bool Exists => File.Exists(path);

    /// <param name="epochs">Epochs finished.</param>
    public void Save(int epochs, Student network, Classifier average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        string temporary = path + ".new";
        using (FileStream file = File.Create(temporary))
        {
            using BinaryWriter writer = new(file, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
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

    /// <summary>Reads the averaged network of any checkpoint with the same blocks.</summary>
    /// <returns>Epochs finished.</returns>
    public static int LoadAverage(string path, Classifier average)
    {
        using BinaryReader reader = new(File.OpenRead(path), Encoding.UTF8);
        RequireMagic(path, reader);
        reader.ReadString();
        int epochs = reader.ReadInt32();
        average.load(reader);
        return epochs;
    }

    /// <returns>Epochs finished.</returns>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another configuration.</exception>
    public int Load(Student network, Classifier average, TorchSharp.Modules.OptimizerHelper optimizer)
    {
        using BinaryReader reader = new(File.OpenRead(path), Encoding.UTF8);
        RequireMagic(path, reader);
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

    private static void RequireMagic(string path, BinaryReader reader)
    {
        if (reader.ReadString() != Magic)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of this version");
        }
    }
}
