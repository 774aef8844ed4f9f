// SPDX-License-Identifier: MIT
namespace MCUNetV2.Tests;

/// <summary>Files of the repository that the tests lie in.</summary>
internal static class Repository
{
    private const string Landmark = "MCUNetV2.Device.sln";

    private static readonly Lazy<string> Root = new(Find);

    /// <summary>Full path of a file or folder named from the root, with slashes of either kind.</summary>
    public static string Path(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Root.Value, relative.Replace('\\', '/')));

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests lie outside the repository");
    }
}
