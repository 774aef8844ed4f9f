using System.CommandLine;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Inspection;
using MCUNetV2.Cli.Output;
using MCUNetV2.Compiler.Packaging;

namespace MCUNetV2.Cli.Verbs;

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
        byte[] bytes = InputFile.Read(arguments.GetRequiredValue(_model));
        PackageReport report = PackageReport.Create(PackageReader.Read(bytes));
        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            PackageListing.Write(ReportConsole.Create(output), report);
        }

        return (int)ExitCode.Ok;
    }
}
