using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>One inference by the patch scheduler, recorded.</summary>
public static class InferenceRun
{
    /// <inheritdoc cref="IInferenceEngine.Run"/>
    public static InferenceReport Run(Model model, PatchScheduler scheduler, IInputSource input, bool profile)
    {
        var recorder = new ScheduleRecorder(profile);
        scheduler.Observer = recorder;
        try
        {
            scheduler.Run(input);
        }
        finally
        {
            scheduler.Observer = null;
        }

        var outputs = Enumerable.Range(0, model.OutputCount).Select(index => OutputTensor.Read(model, index)).ToList();
        return new InferenceReport(outputs, ArenaUse.Read(model.Engine), model.Engine.StackBytes(), recorder.Patches, recorder.Steps,
            TimeSpan.FromMicroseconds(scheduler.TotalMicroseconds));
    }
}
