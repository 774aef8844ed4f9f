// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Inference;
using MCUNetV2.Interop;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Remote;

namespace MCUNetV2.Cli.Errors;

/// <summary>Which exit code and line an exception means, in every program of ours.</summary>
internal static class Failure
{
    /// <param name="exception">What ended the verb.</param>
    /// <param name="farewell">What is said when that was the user.</param>
    public static (ExitCode Code, string Message) Explain(Exception exception, string farewell = "stopped")
    {
        return exception switch
        {
            CliException known => (known.Code, OneLine(known)),
            AggregateException { InnerException: { } inner } => Explain(inner, farewell),
            TypeInitializationException { InnerException: { } inner } => Explain(inner, farewell),
            ModelFormatException or PackageFormatException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException => (ExitCode.InvalidFile, OneLine(exception)),
            UnsupportedModelException => (ExitCode.UnsupportedModel, OneLine(exception)),
            BudgetException => (ExitCode.Infeasible, OneLine(exception)),
            OutputFileException => (ExitCode.OutputError, OneLine(exception)),
            EndOfStreamException => (ExitCode.InvalidFile, OneLine(exception)),
            IOException or UnauthorizedAccessException => (ExitCode.OutputError, $"a result cannot be written: {OneLine(exception)}"),
            DllNotFoundException => (ExitCode.MissingTool, OneLine(exception)),
            BadImageFormatException or EntryPointNotFoundException => (ExitCode.MissingTool, $"a library is damaged or of another version: {OneLine(exception)}; {NativeLibraryLocator.Remedy}"),
            LinkException => (ExitCode.TargetFailure, OneLine(exception)),
            InferenceException => (ExitCode.TargetFailure, $"the engine refused: {OneLine(exception)}"),
            CameraException => (ExitCode.TargetFailure, $"the picture's rows and what the engine asks for do not agree: {OneLine(exception)}"),
            OperationCanceledException => (ExitCode.Interrupted, farewell),
            OutOfMemoryException => (ExitCode.TargetFailure, "this machine has too little memory for it"),
            _ => (ExitCode.InternalError, $"internal error, please report it: {exception.GetType().Name}: {OneLine(exception)}"),
        };
    }

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
