// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;

namespace MCUNetV2.Cli.Usage;

/// <summary>One line for a wrong command line: what is wrong, what was perhaps meant, and where to look.</summary>
internal static class UsageMessage
{
    /// <param name="parsed">With errors.</param>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string? stray = Stray(parsed);
        string[] verbs = [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];
        if (command is RootCommand && (stray is null || !stray.StartsWith('-')))
        {
            return stray is null ? $"a verb is missing; one of {string.Join(", ", verbs)}" : $"unknown verb {stray}; {Meant(stray, verbs) ?? $"one of {string.Join(", ", verbs)}"}";
        }

        string path = Path(parsed);
        string problem = stray is null ? Describe(parsed, command) : Describe(stray, parsed, verbs);
        string where = problem.EndsWith('?') ? "" : $"; see {string.Join(' ', new[] { "mcunet", path, "--help" }.Where(part => part.Length > 0))}";
        return path.Length == 0 ? problem + where : $"{path}: {problem}{where}";
    }

    /// <summary>What is no option, verb or argument; also an option or verb so wrong that it was taken for an argument.</summary>
    private static string? Stray(ParseResult parsed)
    {
        string[] taken = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)];
        return parsed.UnmatchedTokens.Concat(taken).FirstOrDefault(token => token.StartsWith('-') && token.Length > 1)
            ?? taken.FirstOrDefault(token => Meant(token, parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name)) is not null)
            ?? parsed.UnmatchedTokens.FirstOrDefault();
    }

    private static string Describe(string stray, ParseResult parsed, string[] verbs)
    {
        if (!stray.StartsWith('-'))
        {
            string? near = Meant(stray, verbs);
            return near is null ? $"{stray}: one argument too many" : $"unknown {stray}; {near}";
        }

        string option = stray.Split('=', ':')[0];
        IEnumerable<string> options = Commands(parsed).SelectMany(command => command.Options).Where(known => !known.Hidden).Select(known => known.Name);
        string? meant = Meant(option, options);
        return meant is null ? $"unknown option {option}" : $"unknown option {option}; {meant}";
    }

    private static string Describe(ParseResult parsed, Command command)
    {
        string[] missing = [.. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && IsMissing(parsed, argument)).Select(argument => argument.Name)];
        if (missing.Length > 0)
        {
            return $"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} missing";
        }

        Option[] required = [.. command.Options.Where(option => option.Required && parsed.GetResult(option) is not { Tokens.Count: > 0 })];
        return required.Length > 0
            ? $"{string.Join(" and ", required.Select(option => option.Name))} {(required.Length == 1 ? "is" : "are")} missing"
            : OneLine(parsed.Errors[0].Message);
    }

    /// <summary>Messages of the parser's own are several lines where an option takes one of some words.</summary>
    private static string OneLine(string message)
    {
        string[] lines = [.. message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return lines.Length == 1 ? lines[0].TrimEnd('.') : $"{lines[0]} {string.Join(", ", lines[1..])}";
    }

    private static bool IsMissing(ParseResult parsed, Argument argument) => parsed.GetResult(argument) is not { Tokens.Count: > 0 };

    private static string? Meant(string typed, IEnumerable<string> words) => Spelling.Nearest(typed, words) is { } word ? $"did you mean {word}?" : null;

    private static IEnumerable<Command> Commands(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            if (result is CommandResult { Command: { } command })
            {
                yield return command;
            }
        }
    }

    /// <summary>The verb as it was typed, with those above it: <c>train export</c>.</summary>
    private static string Path(ParseResult parsed) => string.Join(' ', Commands(parsed).Where(command => command is not RootCommand).Select(command => command.Name).Reverse());
}
