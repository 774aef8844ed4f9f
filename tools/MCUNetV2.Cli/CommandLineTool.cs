// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Programs;
using MCUNetV2.Cli.Usage;
using MCUNetV2.Cli.Verbs.Benchmarking;
using MCUNetV2.Cli.Verbs.Capturing;
using MCUNetV2.Cli.Verbs.Compilation;
using MCUNetV2.Cli.Verbs.Demo;
using MCUNetV2.Cli.Verbs.Evaluation;
using MCUNetV2.Cli.Verbs.Flashing;
using MCUNetV2.Cli.Verbs.Inspection;
using MCUNetV2.Cli.Verbs.Live;
using MCUNetV2.Cli.Verbs.Monitoring;
using MCUNetV2.Cli.Verbs.Operators;
using MCUNetV2.Cli.Verbs.Planning;
using MCUNetV2.Cli.Verbs.PublicModels;
using MCUNetV2.Cli.Verbs.Quantization;
using MCUNetV2.Cli.Verbs.Running;
using MCUNetV2.Cli.Verbs.Schemas;
using MCUNetV2.Cli.Verbs.Searching;
using MCUNetV2.Cli.Verbs.Training;
using MCUNetV2.Cli.Verbs.Validation;
using MCUNetV2.Cli.Verbs.Wiring;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Interop;

namespace MCUNetV2.Cli;

/// <summary>Parses a command line, runs its verb, and turns every failure into one line and an exit code.</summary>
internal static class CommandLineTool
{
    // The compiler asks the C kernels for their scratch sizes; firmware/host knows where the library is.
    static CommandLineTool() => NativeLibraryLocator.Register(typeof(Plan).Assembly);

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="output">Reports.</param>
    /// <param name="error">Failures and progress.</param>
    /// <param name="cancellation">Asks the verb to stop.</param>
    public static ExitCode Run(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(CreateRoot, arguments, output, error, cancellation);

    /// <summary>The same with verbs of another program.</summary>
    /// <inheritdoc cref="Run(string[], TextWriter, TextWriter, CancellationToken)"/>
    /// <param name="createRoot">Makes the verbs; may fail as they may.</param>
    /// <param name="farewell">What is said when the verb was stopped.</param>
    public static ExitCode Run(
        Func<RootCommand> createRoot, string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default, string farewell = "stopped")
    {
        try
        {
            ParseResult parsed = Parse(createRoot(), HelpCommand.Translate(arguments));
            if (parsed.Errors.Count > 0)
            {
                Say(error, UsageMessage.Describe(parsed));
                return ExitCode.Usage;
            }

            InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            ExitCode code = (ExitCode)parsed.InvokeAsync(configuration, cancellation).GetAwaiter().GetResult();
            output.Flush();
            return code;
        }
        catch (Exception exception)
        {
            (ExitCode code, string message) = Failure.Explain(exception, farewell);
            Say(error, message);
            return code;
        }
    }

    private static ParseResult Parse(RootCommand root, string[] arguments)
    {
        try
        {
            return root.Parse(arguments);
        }
        catch (InvalidOperationException exception)
        {
            // What the library throws at a validator that asks for the value of an argument that has none.
            throw new CliException(ExitCode.Usage, exception.Message);
        }
    }

    private static void Say(TextWriter error, string message)
    {
        try
        {
            error.WriteLine($"mcunet: {PlainText.Of(message)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code stays.
        }
    }

    private static RootCommand CreateRoot()
    {
        return new RootCommand("Compiles int8 networks for microcontrollers and runs them patch by patch in little SRAM.\n\n" + ExitCodeHelp.Text)
        {
            new DemoCommand(),
            new InspectCommand(),
            new OperatorsCommand(),
            new ModelsCommand(),
            new PlanCommand(),
            new CompileCommand(),
            new RunCommand(),
            new BenchCommand(),
            new EvalCommand(),
            ToolProgram.Training.Forward(new TrainVerb { new ExportVerb(), new TeachVerb(), new DetectVerb(), new AdaptVerb(), new AverageVerb(), new CompareVerb(), new SupernetVerb() }),
            new SearchCommand(),
            ToolProgram.Quantization.Forward(new QuantizeVerb()),
            new WiringCommand(),
            new FlashCommand(),
            new MonitorCommand(),
            new CaptureCommand(),
            new ValidateCommand(),
            new LiveCommand(),
            new SchemaCommand(),
            new HelpCommand(),
        };
    }
}
