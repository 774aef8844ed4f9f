// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote;

/// <summary>Files that the repository's builds make.</summary>
internal static class RepositoryFile
{
    /// <summary>A file named from the root of the repository that this program lies in; null where there is none.</summary>
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
