namespace MCUNetV2.Training;

/// <summary>A network costs more than its configuration allows.</summary>
internal sealed class BudgetException(string message) : Exception(message);
