// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>Documents lead to what exists.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents() =>
        [.. Sources.Below(Repository.Path("."), "*.md").Select(file => Path.GetRelativePath(Repository.Path("."), file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_of_a_document_lead_somewhere(string document)
    {
        string text = File.ReadAllText(Repository.Path(document));
        Links(text).Where(link => !Leads(document, text, link)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_of_docs_is_in_the_index()
    {
        string[] linked = [.. Links(File.ReadAllText(Repository.Path("docs/README.md"))).Select(link => link.Split('#')[0])];
        Directory.GetFiles(Repository.Path("docs"), "*.md").Select(Path.GetFileName).Where(page => page != "README.md").Except(linked).ShouldBeEmpty();
    }

    [Fact]
    public void Tests_that_the_page_on_reliability_names_exist()
    {
        ILookup<string, string> sources = Sources.Below(Repository.Path("tests"), "*.cs").ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        Match[] named = [.. TestReference().Matches(File.ReadAllText(Repository.Path("docs/RELIABILITY.md"))).Cast<Match>()];

        named.Length.ShouldBeGreaterThan(30);
        named.Where(test => !sources[test.Groups["class"].Value].Any(source => source.Contains($" {test.Groups["name"].Value}("))).Select(test => test.Value).ShouldBeEmpty();
    }

    /// <summary>A package in the layout of another processor works, several times slower.</summary>
    [Fact]
    public void A_model_for_a_board_is_compiled_for_that_board() =>
        File.ReadLines(Repository.Path("docs/BOARDS.md")).Where(line => line.Contains("mcunet compile ")).ShouldAllBe(line => line.Contains("--board ") || line.Contains("--target "));

    /// <summary>Who has a CLR and the page can build what the script runs: the table, the sources, the libraries.</summary>
    [Fact]
    public void The_page_that_the_script_for_the_CLR_names_says_all_that_it_wants()
    {
        string script = File.ReadAllText(Repository.Path("tests/run-nanoclr.sh"));
        string page = File.ReadAllText(Repository.Path(PageOfScript().Match(script).Groups[1].Value));
        string[] libraries = [.. LibrariesOfScript().Match(script).Groups[1].Value.Split(' ').Select(name => name.StartsWith("nanoFramework.Runtime") ? name["nanoFramework".Length..] : name)];
        string[] wanted =
        [
            .. libraries, "NANO_PACKAGE", "g_CLR_AssemblyNative_MCUNetV2_Interop", "posix_stubs.cpp", "32 bits", "native-interop/glue/nanoframework", "native-interop/src",
            "ports/firmware", "no_camera", "no_stack", "no_flash", "ports/posix/clock.c",
        ];
        wanted.Where(word => !page.Contains(word)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("# Some `code`, and more!", "some-code-and-more")]
    [InlineData("## The five ways data goes", "the-five-ways-data-goes")]
    public void Anchors_are_made_as_the_usual_renderers_make_them(string heading, string anchor) => Anchors(heading).ShouldBe([anchor]);

    private static IEnumerable<string> Links(string text) =>
        Link().Matches(Code().Replace(text, "")).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://") && !link.StartsWith("mailto:"));

    private static bool Leads(string document, string text, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? Repository.Path(document) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Path(document))!, Uri.UnescapeDataString(parts[0])));
        return parts.Length == 1
            ? File.Exists(target) || Directory.Exists(target)
            : File.Exists(target) && Anchors(parts[0].Length == 0 ? text : File.ReadAllText(target)).Contains(parts[1]);
    }

    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(text).Select(match => Punctuation().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<name>\w+_\w+)`")]
    private static partial Regex TestReference();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"linked in, see (docs/\w+\.md)")]
    private static partial Regex PageOfScript();

    [GeneratedRegex(@"libraries=\(([^)]*)\)")]
    private static partial Regex LibrariesOfScript();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
