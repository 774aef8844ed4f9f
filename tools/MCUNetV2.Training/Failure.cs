using MCUNetV2.Training.Native;

namespace MCUNetV2.Training;

/// <summary>Which exit code of docs/EXIT-CODES.md and which line an expected failure means.</summary>
internal static class Failure
{
    private const int InvalidFile = 3;
    private const int Infeasible = 5;
    private const int MissingTool = 7;
    private const int OutputError = 8;
    private const int Interrupted = 130;

    /// <returns>Null for a defect of the tool itself.</returns>
    public static (int Code, string Message)? Explain(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner),
        BudgetException => (Infeasible, exception.Message),
        InvalidDataException or FileNotFoundException or DirectoryNotFoundException => (InvalidFile, exception.Message),
        MissingDeviceException => (MissingTool, exception.Message),
        DllNotFoundException => (MissingTool, exception.Message.ReplaceLineEndings(" ")),
        IOException or UnauthorizedAccessException => (OutputError, exception.Message),
        OperationCanceledException => (Interrupted, "stopped; the same command goes on from the last finished epoch"),
        _ => null,
    };
}
