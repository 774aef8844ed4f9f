// SPDX-License-Identifier: MIT
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Pages;

/// <summary>Report pages that lie in one folder lead to each other: whichever is written last, each has a link to all.</summary>
internal static partial class ReportFolder
{
    private const long LargestPage = 64 << 20;

    /// <summary>Writes a page made of a template of <see cref="PageTemplate"/>, and renews the links of the pages beside it.</summary>
    public static void Write(string path, string page)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        SortedDictionary<string, string> pages = new(Find(folder), StringComparer.Ordinal) { [Path.GetFullPath(path)] = page };
        foreach ((string file, string text) in pages)
        {
            string renewed = LinksPattern().Replace(text, _ => Links(file, pages), 1);
            if (file == Path.GetFullPath(path) || renewed != text)
            {
                OutputFile.Write(file, renewed);
            }
        }
    }

    private static Dictionary<string, string> Find(string folder)
    {
        Dictionary<string, string> pages = [];
        foreach (FileInfo file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*.html") : [])
        {
            if (file.Length <= LargestPage && IsOurs(file.FullName))
            {
                pages[file.FullName] = File.ReadAllText(file.FullName);
            }
        }

        return pages;
    }

    private static bool IsOurs(string file)
    {
        try
        {
            using StreamReader reader = new(file);
            char[] start = new char[1024];
            return TitlePattern().IsMatch(new string(start, 0, reader.ReadBlock(start)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Links(string file, SortedDictionary<string, string> pages)
    {
        StringBuilder links = new("<!--reports--><nav aria-label=\"Reports\">");
        foreach ((string other, string text) in pages.Count > 1 ? pages : [])
        {
            string title = TitlePattern().Match(text).Groups[1].Value; // HTML already
            string address = WebUtility.HtmlEncode(Uri.EscapeDataString(Path.GetFileName(other)));
            links.Append(other == file ? $"<span aria-current=\"page\">{title}</span> " : $"<a href=\"{address}\">{title}</a> ");
        }

        return links.Append("</nav><!--/reports-->").ToString();
    }

    [GeneratedRegex("<meta name=\"mcunet-report\" content=\"([^\"]*)\">")]
    private static partial Regex TitlePattern();

    [GeneratedRegex("<!--reports-->.*?<!--/reports-->", RegexOptions.Singleline)]
    private static partial Regex LinksPattern();
}
