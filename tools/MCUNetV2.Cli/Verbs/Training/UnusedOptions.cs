// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;

namespace MCUNetV2.Cli.Verbs.Training;

/// <summary>Options that were given where they would change nothing: that is said, not passed over.</summary>
internal static class UnusedOptions
{
    /// <param name="arguments">The command line.</param>
    /// <param name="where">What they would change nothing of, as the line names it.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="CliException">One of them was given.</exception>
    public static void Refuse(ParseResult arguments, string where, IEnumerable<Option> options)
    {
        if (options.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } unused)
        {
            throw new CliException(ExitCode.Usage, $"{unused.Name} changes nothing {where}: leave it out");
        }
    }
}
