// SPDX-License-Identifier: MIT
using System.Text;

namespace MCUNetV2.CommandLine;

/// <summary>Names that stand in files and become parts of paths: one that leads elsewhere is refused before anything is read or written.</summary>
public static class FileName
{
    /// <summary>Bytes of a name as UTF-8; file systems take 255, endings of ours included.</summary>
    public const int MostBytes = 200;

    private const string Reserved = ":*?\"<>|"; // on Windows, where a colon also names a stream behind a file

    /// <summary>What a plain name is, for messages.</summary>
    public const string Plain = "letters, digits, '-', '_', '.' and the like, without '/' or '\\', not beginning with a dot";

    /// <summary>Why a file whose name is no UTF-8 cannot be reached: in every path of .NET a replacement character stands for what it could not read.</summary>
    public const string NotUtf8 = "its name is not UTF-8; rename it";

    private const char Replacement = '\uFFFD';

    /// <summary>Whether a path that was found, or given, leads nowhere since a name in it is no UTF-8.</summary>
    public static bool IsUnreachable(string path) => path.Contains(Replacement) && !Path.Exists(path);

    /// <summary>Whether the name is one part of a path: no separator, no way up.</summary>
    public static bool IsOnePart(string name) => name is not ("" or "." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    /// <summary>Whether it can also be the beginning of new files' names, on every system, hidden from nobody.</summary>
    public static bool IsPlain(string name) =>
        IsOnePart(name) && name[0] != '.' && name.Trim() == name && name.AsSpan().IndexOfAny(Reserved) < 0 && PlainText.IsHarmless(name)
        && Encoding.UTF8.GetByteCount(name) <= MostBytes;
}
