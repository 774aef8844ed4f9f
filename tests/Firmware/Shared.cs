using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>Reference material beside the repository, where there is any.</summary>
internal static class Shared
{
    /// <summary>A file of it; skips the test when it is not there.</summary>
    public static string Path(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MCUNetV2.Device.sln")))
            {
                var path = System.IO.Path.Combine(folder.FullName, "..", "shared", file);
                Assert.SkipUnless(File.Exists(path), $"../shared/{file} is not there");
                return path;
            }
        }

        throw new InvalidOperationException("the tests lie outside the repository");
    }
}
