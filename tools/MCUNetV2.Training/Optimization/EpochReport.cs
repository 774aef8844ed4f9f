namespace MCUNetV2.Training.Optimization;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Accuracy">Validation accuracy of the averaged network, 0 to 1.</param>
/// <param name="Duration">Time of the epoch, evaluation included.</param>
internal sealed record EpochReport(int Epoch, double Loss, double Accuracy, TimeSpan Duration);
