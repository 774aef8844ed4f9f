// SPDX-License-Identifier: MIT
namespace MCUNetV2.CommandLine;

/// <summary>The repository that a program lies in: the folder above it that holds the solution.</summary>
public static class RepositoryFolder
{
    private const string Landmark = "MCUNetV2.Device.sln";

    /// <summary>Full path of the repository; null for a program that was installed elsewhere.</summary>
    public static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    /// <summary>Full path of a file or folder named from the root, with slashes of either kind.</summary>
    /// <exception cref="DirectoryNotFoundException">The program lies in no repository.</exception>
    public static string Path(string relative) => System.IO.Path.GetFullPath(System.IO.Path.Combine(
        Find() ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} lies in no clone of the repository"), relative.Replace('\\', '/')));
}
