// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Training.Native;

namespace MCUNetV2.Training;

/// <summary>Which exit code of docs/EXIT-CODES.md and which line a failure means.</summary>
internal static class Failure
{
    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>What is said when training was interrupted.</summary>
    public const string Stopped = "stopped; the same command goes on from the last finished epoch";

    private const int InternalError = 1;
    private const int InvalidFile = 3;
    private const int Infeasible = 5;
    private const int MissingTool = 7;
    private const int OutputError = 8;

    public static (int Code, string Message) Explain(Exception exception)
    {
        string message = exception.Message.ReplaceLineEndings(" ");
        return exception switch
        {
            AggregateException { InnerException: { } inner } => Explain(inner),
            TypeInitializationException { InnerException: { } inner } => Explain(inner),
            OperationCanceledException => (Interruption.ExitCode, Stopped),
            BudgetException => (Infeasible, message),
            InvalidDataException or FileNotFoundException or DirectoryNotFoundException => (InvalidFile, message),
            MissingDeviceException or DllNotFoundException => (MissingTool, message),
            OutputFileException or IOException or UnauthorizedAccessException => (OutputError, message),
            _ => (InternalError, $"internal error, please report it: {exception.GetType().Name}: {message}"),
        };
    }
}
