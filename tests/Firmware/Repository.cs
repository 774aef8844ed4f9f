namespace MCUNetV2.Firmware.Tests;

/// <summary>Files of the repository that the tests lie in.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MCUNetV2.Device.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests lie outside the repository");
    });

    /// <summary>Full path of a file or folder named from the root, with slashes of either kind.</summary>
    public static string Path(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Root.Value, relative.Replace('\\', '/')));
}
