using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Reference material beside the repository, where there is any.</summary>
internal static class Shared
{
    /// <summary>A file of it; skips the test when it is not there.</summary>
    public static string Path(string file)
    {
        var path = Repository.Path($"../shared/{file}");
        Assert.SkipUnless(File.Exists(path), $"../shared/{file} is not there");
        return path;
    }
}
