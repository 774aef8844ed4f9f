// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace MCUNetV2.Pictures;

/// <summary>A still encoded picture that shows any number of classes.</summary>
/// <param name="Name">Unique name inside the data set.</param>
/// <param name="Labels">Indices of the classes that it shows; none where it shows none of them.</param>
/// <param name="Split">As the data set names it.</param>
/// <param name="Encoded">The file's bytes (JPEG, PNG, WebP or BMP).</param>
public sealed record MultiLabelPicture(string Name, ImmutableHashSet<int> Labels, string Split, byte[] Encoded)
{
    /// <summary>
    /// Reads a data set: a manifest whose labels are numbers of classes separated by semicolons; marked objects, of which each class that occurs is
    /// a label; or folders by class, which give each picture one.
    /// </summary>
    /// <param name="classes">Names, in the order of a model's outputs.</param>
    /// <param name="split">Which pictures: as the data set names the split, or all. Folders and manifests know train and val.</param>
    /// <param name="intake">Told of what cannot be read.</param>
    /// <exception cref="InvalidDataException">The directory has none of these forms, or what describes the pictures is malformed.</exception>
    public static IEnumerable<MultiLabelPicture> ReadAll(string directory, IReadOnlyList<string> classes, string split, PictureIntake intake)
    {
        IPictureSource source = PictureSource.Open(directory, classes, intake);
        IEnumerable<MultiLabelPicture> pictures = source switch
        {
            ManifestSource manifest => manifest.ReadSeveral(),
            MarkedSource => BoxSources.Open(directory, intake).Read(IsWanted).Select(picture => new MultiLabelPicture(
                picture.Name, [.. classes.Index().Where(one => picture.Boxes.Any(box => box.Class == one.Item)).Select(one => one.Index)], picture.Split, picture.Encoded)),
            _ => source.Read().Select(picture => new MultiLabelPicture(picture.Name, [picture.Label], picture.IsValidation ? "val" : "train", picture.Encoded)),
        };
        return pictures.Where(picture => IsWanted(picture.Split));

        bool IsWanted(string name) => split == "all" || name == split;
    }
}
