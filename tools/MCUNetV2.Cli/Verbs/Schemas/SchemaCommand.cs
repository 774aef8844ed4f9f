// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Verbs.Benchmarking;
using MCUNetV2.Cli.Verbs.Capturing;
using MCUNetV2.Cli.Verbs.Compilation;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Cli.Verbs.Inspection;
using MCUNetV2.Cli.Verbs.Operators;
using MCUNetV2.Cli.Verbs.Planning;
using MCUNetV2.Cli.Verbs.PublicModels;
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Cli.Verbs.Running;
using MCUNetV2.Cli.Verbs.Searching;
using MCUNetV2.Cli.Verbs.Validation;
using MCUNetV2.CommandLine;

namespace MCUNetV2.Cli.Verbs.Schemas;

/// <summary><c>schema REPORT</c>: what a verb's <c>--json</c> consists of, as JSON schema; docs/schemas has them all.</summary>
internal sealed class SchemaCommand : Command
{
    private readonly Argument<string?> _report = new("REPORT") { Description = $"One of {string.Join(", ", Reports.Keys)}", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write all of them into this folder, each as REPORT.json", HelpName = "DIR" };

    public SchemaCommand()
        : base("schema", "Print the JSON schema of what a verb reports with --json")
    {
        Arguments.Add(_report);
        Options.Add(_output);
        SetAction(Run);
    }

    /// <summary>The reports by name: the verb, and what of it where it has several.</summary>
    public static IReadOnlyDictionary<string, Type> Reports { get; } = new SortedDictionary<string, Type>(StringComparer.Ordinal)
    {
        ["bench"] = typeof(BenchReport),
        ["capture"] = typeof(CaptureReport),
        ["compile"] = typeof(CompileReport),
        ["eval"] = typeof(EvalReport),
        ["eval-detector"] = typeof(DetectionReport),
        ["eval-multi-label"] = typeof(MultiLabelReport),
        ["inspect"] = typeof(ModelReport),
        ["inspect-blocked"] = typeof(BlockedReport),
        ["inspect-onnx"] = typeof(OnnxReport),
        ["inspect-package"] = typeof(PackageReport),
        ["models"] = typeof(ModelsReport),
        ["operators"] = typeof(OperatorsReport),
        ["plan"] = typeof(PlanReport),
        ["quantize"] = typeof(QuantizeReport),
        ["run"] = typeof(RunReport),
        ["search"] = typeof(SearchReport),
        ["validate"] = typeof(ValidateReport),
    };

    /// <summary>The schema's text.</summary>
    public static string Of(string report) => JsonReport.Schema(Reports[report], $"mcunet {report}");

    private int Run(ParseResult arguments)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_output) is { } folder)
        {
            foreach (string report in Reports.Keys)
            {
                OutputFile.Write(Path.Combine(folder, report + ".json"), Of(report));
            }
        }

        if (arguments.GetValue(_report) is not { } name)
        {
            output.WriteLine(string.Join(Environment.NewLine, Reports.Keys));
            return (int)ExitCode.Ok;
        }

        output.Write(Reports.ContainsKey(name) ? Of(name) : throw new CliException(ExitCode.Usage, $"no report {name}; there are {string.Join(", ", Reports.Keys)}"));
        return (int)ExitCode.Ok;
    }
}
