// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Inference;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Remote;

namespace MCUNetV2.Cli.Errors;

/// <summary>Which exit code and line an exception means.</summary>
internal static class Failure
{
    public static (ExitCode Code, string Message) Explain(Exception exception)
    {
        return exception switch
        {
            CliException known => (known.Code, known.Message),
            AggregateException { InnerException: { } inner } => Explain(inner),
            TypeInitializationException { InnerException: { } inner } => Explain(inner),
            ModelFormatException or PackageFormatException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException => (ExitCode.InvalidFile, OneLine(exception)),
            UnsupportedModelException => (ExitCode.UnsupportedModel, OneLine(exception)),
            BudgetException => (ExitCode.Infeasible, OneLine(exception)),
            OutputFileException => (ExitCode.OutputError, OneLine(exception)),
            EndOfStreamException => (ExitCode.InvalidFile, OneLine(exception)),
            IOException or UnauthorizedAccessException => (ExitCode.OutputError, $"a result cannot be written: {OneLine(exception)}"),
            DllNotFoundException => (ExitCode.MissingTool, OneLine(exception)),
            LinkException => (ExitCode.TargetFailure, OneLine(exception)),
            InferenceException => (ExitCode.TargetFailure, $"the engine refused: {OneLine(exception)}"),
            CameraException => (ExitCode.TargetFailure, $"the picture's rows and what the engine asks for do not agree: {OneLine(exception)}"),
            OperationCanceledException => (ExitCode.Interrupted, "stopped"),
            _ => (ExitCode.InternalError, $"internal error, please report it: {exception.GetType().Name}: {OneLine(exception)}"),
        };
    }

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
