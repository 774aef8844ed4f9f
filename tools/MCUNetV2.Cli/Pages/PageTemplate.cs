// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Text;

namespace MCUNetV2.Cli.Pages;

/// <summary>Report pages: one file that needs nothing else. Templates and their common style are resources in this folder.</summary>
internal static class PageTemplate
{
    /// <summary>The page of a report that others of its folder are linked with: a template between the head and the end that all of them have.</summary>
    /// <param name="template">File name in this folder.</param>
    /// <param name="title">As HTML.</param>
    public static string FillReport(string template, string title, IReadOnlyDictionary<string, string> values) =>
        FillText(
            Read("report-frame.html")
                .Replace("{{content}}", Read(template))
                .Replace("{{title}}", title)
                .Replace("{{reports}}", "<!--reports--><!--/reports-->"), // where ReportFolder puts its links
            values);

    /// <summary>A template with each <c>{{name}}</c> replaced by its value, which must be HTML.</summary>
    /// <param name="template">File name in this folder.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) => FillText(Read(template), values);

    private static string FillText(string text, IReadOnlyDictionary<string, string> values)
    {
        StringBuilder page = new(text);
        page.Replace("{{style}}", Read("page.css"));
        foreach ((string name, string value) in values)
        {
            page.Replace($"{{{{{name}}}}}", value);
        }

        return page.ToString();
    }

    /// <summary>A file of this folder, as it is.</summary>
    public static string Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"MCUNetV2.Cli.Pages.{file}")
            ?? throw new InvalidOperationException($"the resource {file} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
