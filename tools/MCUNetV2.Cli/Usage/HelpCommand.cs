// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace MCUNetV2.Cli.Usage;

/// <summary><c>help [VERB]</c>: the same as <c>[VERB] --help</c>.</summary>
internal sealed class HelpCommand : Command
{
    private const string Verb = "help";

    public HelpCommand()
        : base(Verb, "Show the verbs, or the options of one")
    {
        Arguments.Add(new Argument<string[]>("VERB") { Description = "The verb", Arity = ArgumentArity.ZeroOrMore });
    }

    /// <summary>What to parse in its place: <c>help train export</c> is <c>train export --help</c>.</summary>
    public static string[] Translate(string[] arguments) => arguments is [Verb, .. string[] rest] ? [.. rest, "--help"] : arguments;
}
