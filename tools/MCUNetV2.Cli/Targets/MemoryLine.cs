namespace MCUNetV2.Cli.Targets;

/// <summary>Memory that something takes, beside what it may take.</summary>
/// <param name="What">Of what: a key for scripts.</param>
/// <param name="Description">The same for people.</param>
/// <param name="Bytes">Measured.</param>
/// <param name="BudgetBytes">At most; null where nothing is set.</param>
internal sealed record MemoryLine(string What, string Description, long Bytes, long? BudgetBytes = null);
