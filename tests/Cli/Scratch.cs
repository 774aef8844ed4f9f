// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Tests;

/// <summary>A directory of a test's own.</summary>
internal sealed class Scratch : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mcunet-test-").FullName;

    /// <summary>A path in the directory.</summary>
    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    /// <summary>Writes a file; returns its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path(name);
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
