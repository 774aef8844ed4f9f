// SPDX-License-Identifier: MIT
using System.Formats.Tar;

namespace MCUNetV2.Pictures;

/// <summary>A tar file with some of a data set's pictures.</summary>
internal static class TarShard
{
    /// <summary>Hands out pictures in the order of the tar file.</summary>
    /// <param name="directory">The data set's.</param>
    /// <param name="shard">Name of the tar file in it.</param>
    /// <param name="listing">The file that lists the pictures, for messages.</param>
    /// <param name="rows">What is known of each picture, by its name in the tar file; those of others are passed over.</param>
    /// <exception cref="InvalidDataException">The tar file is missing or damaged, or lacks a picture.</exception>
    public static IEnumerable<(T Row, byte[] Encoded)> Read<T>(string directory, string shard, string listing, Dictionary<string, T> rows)
    {
        Dictionary<string, T> missing = new(rows, StringComparer.Ordinal);
        using FileStream file = Open(directory, shard, listing);
        using TarReader reader = new(file);
        while (missing.Count > 0 && Next(reader, file.Name) is { } entry)
        {
            // tar -cf shard.tar . writes ./name
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.DataStream is not null && missing.Remove(name, out T? row))
            {
                yield return (row, Content(entry, file.Name));
            }
        }

        if (missing.Count > 0)
        {
            throw new InvalidDataException($"{file.Name}: {missing.Count} pictures that {listing} lists are missing, {missing.Keys.First()} for one");
        }
    }

    private static FileStream Open(string directory, string shard, string listing)
    {
        try
        {
            return File.OpenRead(DataSetPath.Inside(directory, shard, listing));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{directory}: {listing} lists {shard}, which cannot be read: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }

    private static TarEntry? Next(TarReader reader, string path) => Guard(() => reader.GetNextEntry(), path);

    private static byte[] Content(TarEntry entry, string path) => Guard(
        () =>
        {
            byte[] encoded = new byte[entry.Length];
            entry.DataStream!.ReadExactly(encoded);
            return encoded;
        },
        path);

    private static TResult Guard<TResult>(Func<TResult> read, string path)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{path}: no tar file, or a damaged one: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }
}
