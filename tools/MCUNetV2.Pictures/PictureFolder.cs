// SPDX-License-Identifier: MIT
using System.IO.Enumeration;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Pictures;

/// <summary>
/// The picture files below a folder. Names that begin with a dot are other programs' notes (AppleDouble, thumbnails, checkpoints of notebooks).
/// Symbolic links are not followed: one that leads back would count pictures twice, one that leads out would count somebody else's.
/// </summary>
public static class PictureFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 };

    /// <summary>For messages.</summary>
    public static string Kinds { get; } = string.Join(", ", Extensions);

    /// <returns>Full paths, in an order that depends on the names alone.</returns>
    /// <exception cref="InvalidDataException">There is no such folder, or a part of it cannot be read.</exception>
    public static IReadOnlyList<string> Find(string folder, PictureIntake intake)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"{folder}: {(FileName.IsUnreachable(folder) ? FileName.NotUtf8 : "no such directory")}");
        }

        try
        {
            FileSystemEnumerable<string> files = new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everything)
            {
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsHidden(ref entry) && !IsLink(ref entry, intake) && IsReachable(ref entry),
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsHidden(ref entry) && IsPicture(ref entry) && !IsLink(ref entry, intake),
            };
            return [.. files.Where(file => !FileKind.IsSpecial(file)).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{folder}: cannot be read: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }

    private static bool IsHidden(ref FileSystemEntry entry) => entry.FileName.StartsWith('.');

    /// <summary>Whether its path leads to a folder; one that does not would be passed over in silence.</summary>
    private static bool IsReachable(ref FileSystemEntry entry)
    {
        string path = entry.ToSpecifiedFullPath();
        return FileName.IsUnreachable(path) ? throw new InvalidDataException($"{path}: {FileName.NotUtf8}") : true;
    }

    private static bool IsPicture(ref FileSystemEntry entry)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(entry.FileName);
        foreach (string known in Extensions)
        {
            if (extension.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLink(ref FileSystemEntry entry, PictureIntake intake)
    {
        bool isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        if (isLink)
        {
            intake.NoteLink(entry.ToSpecifiedFullPath());
        }

        return isLink;
    }
}
