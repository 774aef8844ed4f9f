// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>Names of tests are sentences: <c>A_kept_row_is_read_once</c>.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void Names_of_tests_are_sentences() =>
        Sources.Below(Repository.Path("tests"), "*.cs")
            .SelectMany(file => Names(File.ReadAllText(file)).Where(name => !IsSentence(name)).Select(name => $"{Path.GetFileName(file)}: {name}"))
            .ShouldBeEmpty("words apart, the first with a capital: A_kept_row_is_read_once");

    [Theory]
    [InlineData("A_kept_row_is_read_once", true)]
    [InlineData("Models_of_TFLite_and_of_32_bits", true)]
    [InlineData("AKeptRow_IsReadOnce", false)]
    [InlineData("AKeptRowIsReadOnce", false)]
    [InlineData("a_kept_row", false)]
    [InlineData("Row", false)]
    public void A_sentence_is_told_from_other_names(string name, bool isSentence) => IsSentence(name).ShouldBe(isSentence);

    [Fact]
    public void Tests_are_found_by_their_attributes() =>
        Names("[Theory]\n    [InlineData(1)]\n    public async Task Some_test(int value)\n    public void NoTest()\n    [Fact(Skip = \"x\")] public void Other_test() { }").ShouldBe(["Some_test", "Other_test"]);

    private static IEnumerable<string> Names(string source) => Test().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>Two words or more; names such as TFLite keep their capitals, but no word has a capital after a word of the language (AKept).</summary>
    private static bool IsSentence(string name) => Sentence().IsMatch(name) && !name.Split('_').Any(word => Joined().IsMatch(word));

    [GeneratedRegex(@"\[(Fact|Theory)\b[^\]]*\]\s*(\[[^\n]*\]\s*)*public\s+(static\s+)?(async\s+)?[\w<>]+\s+(?<name>\w+)\s*\(")]
    private static partial Regex Test();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+$")]
    private static partial Regex Sentence();

    [GeneratedRegex("^[A-Z][a-z]+[A-Z][a-z]+|^A[A-Z][a-z]+")]
    private static partial Regex Joined();
}
