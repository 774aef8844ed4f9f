// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Inspection;

namespace MCUNetV2.Cli.Verbs.Operators;

/// <summary><c>operators</c>: TFLite's operators that run, from the classes that import them.</summary>
internal sealed class OperatorsCommand : Command
{
    private readonly Option<bool> _json = CommonOptions.Json();

    public OperatorsCommand()
        : base("operators", "List the operators of .tflite files that run; docs/OPERATORS.md has their limits")
    {
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, new OperatorsReport(Blockers.SupportedOperators));
        }
        else
        {
            foreach (string name in Blockers.SupportedOperators)
            {
                output.WriteLine(name);
            }
        }

        return (int)ExitCode.Ok;
    }
}

/// <summary>What <c>operators --json</c> reports: names as TFLite has them.</summary>
internal sealed record OperatorsReport(IEnumerable<string> Operators);
