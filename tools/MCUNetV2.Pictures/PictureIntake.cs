// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// What one verb met while it read pictures. A file that is no picture ends the verb by name, unless the set is so large that one more or less
/// does not matter: then it is left out, and counted. Safe to use from several threads.
/// </summary>
public sealed class PictureIntake
{
    /// <summary>Of so many pictures, one may be unreadable.</summary>
    private const int PicturesPerUnreadable = 100;

    private const int NamesShown = 3;
    private const int LargestFileBytes = 1 << 28;

    private readonly ConcurrentQueue<(string Name, string Reason)> _unreadable = [];
    private readonly ConcurrentQueue<string> _damaged = [];
    private readonly ConcurrentQueue<string> _links = [];
    private int _decoded;

    /// <summary>A file's bytes; null, and noted, when it cannot be read.</summary>
    /// <param name="name">Name inside the data set.</param>
    public byte[]? Read(string path, string name)
    {
        try
        {
            return InputFile.Read(path, LargestFileBytes);
        }
        catch (InvalidDataException exception)
        {
            _unreadable.Enqueue((name, exception.Message));
            return null;
        }
    }

    /// <summary>Squashed to a size; null, and noted, when the bytes are no picture.</summary>
    /// <returns>height x width x 3 bytes, row by row.</returns>
    public byte[]? Decode(string name, byte[] encoded, int height, int width) => Decode(name, () => PictureDecoder.Decode(name, encoded, height, width))?.Rgb;

    /// <summary>At its own size, or smaller where that is larger than a limit; null, and noted, when the bytes are no picture.</summary>
    /// <param name="largestSide">Most pixels of a row or column.</param>
    public DecodedPicture? Decode(string name, byte[] encoded, int largestSide) => Decode(name, () => PictureDecoder.Decode(name, encoded, largestSide));

    private DecodedPicture? Decode(string name, Func<DecodedPicture> decode)
    {
        try
        {
            DecodedPicture picture = decode();
            Interlocked.Increment(ref _decoded);
            if (picture.IsDamaged)
            {
                _damaged.Enqueue(name);
            }

            return picture;
        }
        catch (InvalidDataException exception)
        {
            _unreadable.Enqueue((name, exception.Message));
            return null;
        }
    }

    /// <summary>A symbolic link that was left alone.</summary>
    internal void NoteLink(string name) => _links.Enqueue(name);

    /// <summary>To be called when every picture is read: says what the person should know, a line each.</summary>
    /// <exception cref="InvalidDataException">More than one picture in a hundred is unreadable. The message names one.</exception>
    public void Close(TextWriter error)
    {
        int total = _decoded + _unreadable.Count;
        if (_unreadable.Count > total / PicturesPerUnreadable)
        {
            string others = _unreadable.Count > 1 ? $"; {_unreadable.Count - 1} more of {total} cannot be read either" : "";
            throw new InvalidDataException(_unreadable.OrderBy(file => file.Name, StringComparer.Ordinal).First().Reason + others);
        }

        Warn(error, $"of {total} pictures skipped, since they cannot be read", _unreadable.Select(file => file.Name));
        Warn(error, "damaged or cut short; what is missing was taken as it was shown", _damaged);
        Warn(error, "not followed, being symbolic links", _links);
    }

    private static void Warn(TextWriter error, string what, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        if (sorted.Length > 0)
        {
            error.WriteLine($"mcunet: warning: {sorted.Length} {what}: {string.Join(", ", sorted.Take(NamesShown).Select(PlainText.Of))}{(sorted.Length > NamesShown ? ", ..." : "")}");
        }
    }
}
