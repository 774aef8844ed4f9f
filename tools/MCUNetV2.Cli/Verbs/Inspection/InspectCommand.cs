// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Compiler.Inspection;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using Spectre.Console;

namespace MCUNetV2.Cli.Verbs.Inspection;

/// <summary><c>inspect MODEL</c>: operators, shapes, MACs, memory.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<bool> _json = CommonOptions.Json();

    public InspectCommand()
        : base("inspect", "List a model's operators, shapes, MACs and memory")
    {
        Arguments.Add(_model);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        ModelFile file = ModelFile.Read(arguments.GetRequiredValue(_model));
        if (file.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            InspectOnnx(arguments, file);
        }
        else if (file.IsPackage)
        {
            PackageReport report = PackageReport.Create(file.ReadPackage());
            Write(arguments, report, console => PackageListing.Write(console, report));
        }
        else
        {
            try
            {
                ModelReport report = ModelReport.Create(file);
                Write(arguments, report, console => ModelListing.Write(console, report));
            }
            catch (CliException refusal) when (refusal.Code == ExitCode.UnsupportedModel)
            {
                BlockedReport report = BlockedReport.Create(file.Path, file.Bytes.Length, TfLiteReader.Read(file.Bytes), refusal.Message);
                Write(arguments, report, console => BlockedListing.Write(console, report));
                throw;
            }
        }

        return (int)ExitCode.Ok;
    }

    /// <exception cref="CliException">No ONNX file, or one that quantize does not read, after all that is in the way was shown.</exception>
    private void InspectOnnx(ParseResult arguments, ModelFile file)
    {
        OnnxReport report;
        try
        {
            report = OnnxReport.Create(file.Path, file.Bytes.Length, OnnxInspection.Of(OnnxReader.ReadFile(file.Path)));
        }
        catch (ModelFormatException exception)
        {
            throw new CliException(ExitCode.InvalidFile, $"{file.Path}: {exception.Message}");
        }
        catch (UnsupportedModelException exception)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{file.Path}: {exception.Message}");
        }

        Write(arguments, report, console => OnnxListing.Write(console, report));
        if (report.Next is null)
        {
            throw new CliException(ExitCode.UnsupportedModel, $"{file.Path}: {report.Blockers[0]}");
        }
    }

    private void Write<T>(ParseResult arguments, T report, Action<IAnsiConsole> list)
    {
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            list(ReportConsole.Create(output));
        }
    }
}
