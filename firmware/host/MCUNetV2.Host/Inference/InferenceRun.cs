// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Host.Inference;

/// <summary>One inference by the patch scheduler, recorded.</summary>
public static class InferenceRun
{
    private const int UnknownStack = -1;

    /// <inheritdoc cref="IInferenceEngine.Run"/>
    public static InferenceReport Run(Model model, PatchScheduler scheduler, IInputSource input, bool profile)
    {
        lock (model.Gate)
        {
            ScheduleRecorder recorder = new(profile);
            scheduler.Observer = recorder;
            model.IsTimed = true;
            try
            {
                scheduler.Run(input);
            }
            finally
            {
                scheduler.Observer = null;
            }

            return Report(model, scheduler, recorder);
        }
    }

    private static InferenceReport Report(Model model, PatchScheduler scheduler, ScheduleRecorder recorder)
    {
        List<OutputTensor> outputs = [.. Enumerable.Range(0, model.OutputCount).Select(index => OutputTensor.Read(model, index))];
        return new InferenceReport(outputs, ArenaUse.Read(model), UnknownStack, recorder.Patches, recorder.Steps,
            TimeSpan.FromMicroseconds(scheduler.TotalMicroseconds));
    }
}
