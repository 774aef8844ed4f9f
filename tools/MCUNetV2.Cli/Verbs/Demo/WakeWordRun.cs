// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Telemetry;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Verbs.Demo;

/// <summary>The wake word firmware over photographs.</summary>
internal static class WakeWordRun
{
    /// <summary>Probability from which a class counts as present, of a model that says nothing else.</summary>
    private const double DefaultThreshold = 0.5;

    /// <summary>Runs <see cref="WakeWordDemo.Program"/>.</summary>
    public static IReadOnlyList<DemoFrame> Run(CompiledModel model, IReadOnlyList<string> pictures)
    {
        string[] labels = [.. (model.Package.Head as ClassifierHead)?.Labels ?? []];
        IReadOnlyList<FirmwareAnswer> answers = FirmwareRun.Run(model, pictures, WakeWordDemo.Program.Main);
        return [.. pictures.Select((picture, index) => CreateFrame(model, labels, picture, answers[index]))];
    }

    /// <summary>From which the firmware counts a class as present.</summary>
    public static double Threshold(CompiledModel model) => (model.Package.Head as ClassifierHead)?.Threshold ?? DefaultThreshold;

    private static DemoFrame CreateFrame(CompiledModel model, string[] labels, string picture, FirmwareAnswer answer)
    {
        TelemetryLine telemetry = answer.Inference;
        string label = telemetry.Word("label") ?? "";
        bool isPresent = telemetry.Flag("present") ?? false;
        string? folder = SamplePictures.ClassOf(picture);
        bool? isRight = !labels.Contains(folder) ? null : labels.Length == 2 ? (folder == label) == isPresent : folder == label && isPresent;
        return new DemoFrame(
            Path.GetFileName(picture),
            File.ReadAllBytes(picture),
            InputProbe.Photograph(model, FirmwareRun.CameraOf([picture])),
            isPresent ? label : labels.Length == 2 ? labels.First(other => other != label) : $"not {label}",
            isRight,
            label,
            telemetry.Number("score") ?? 0,
            isPresent,
            answer.Led,
            (int)(telemetry.Number("totalMicroseconds") ?? 0));
    }
}
