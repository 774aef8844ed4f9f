namespace MCUNetV2.Host.Inference;

/// <summary>An operator's part in a patch. <see cref="Patch"/> is the index of the patch in the report.</summary>
public sealed record StepRecord(int Patch, int Operator, int Microseconds);
