// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Inference;

namespace MCUNetV2.Remote.Sessions;

/// <summary>What a target must say of the package that was loaded into it: the PC has it too, and believes the target nothing else.</summary>
/// <param name="package">As it was sent.</param>
internal sealed class PackageFacts(Package package)
{
    /// <summary>Shape and quantisation of the model's input.</summary>
    public TensorRecord Input { get; } = package.Tensors[
        package.Slots[package.Operators.First(op => op.Kind == (byte)OperatorKind.Input).Output].Tensor];

    /// <summary>Classes of the head; 0 when there is none.</summary>
    public int Classes { get; } = package.Head switch { ClassifierHead classifier => classifier.Labels.Length, DetectorHead detector => detector.Classes, _ => 0 };

    /// <summary>Points of each box of the head.</summary>
    public int Points { get; } = package.Head is DetectorHead detector ? detector.Points : 0;

    /// <summary>Throws unless the fields of <see cref="ModelField"/> are the package's. The layouts are the target's own.</summary>
    public void CheckModel(ReadOnlySpan<int> fields)
    {
        const string What = "model";
        Require(What, fields[ModelField.Stages], package.Stages.Length);
        Require(What, fields[ModelField.Operators], package.Operators.Length);
        Require(What, fields[ModelField.Outputs], package.Outputs.Length);
        Require(What, fields[ModelField.PackageBytes], (int)package.Header.TotalBytes);
        Require(What, fields[ModelField.ArenaBytes], (int)package.Header.ArenaBytes);
        Require(What, fields[ModelField.InputHeight], Input.Height);
        Require(What, fields[ModelField.InputWidth], Input.Width);
        Require(What, fields[ModelField.InputChannels], Input.Channels);
        Require(What, fields[ModelField.InputZeroPoint], Input.ZeroPoint);
        Require(What, fields[ModelField.InputScale], BitConverter.SingleToInt32Bits(Input.Scale));
        (int kind, int count) = package.Head switch
        {
            ClassifierHead classifier => ((int)MCUNetV2.Compiler.Format.HeadKind.Classifier, classifier.Labels.Length),
            YoloHead => ((int)MCUNetV2.Compiler.Format.HeadKind.Yolo, fields[ModelField.HeadCount]),
            FcosHead fcos => ((int)MCUNetV2.Compiler.Format.HeadKind.Fcos, fcos.Classes),
            CandidatesHead candidates => ((int)MCUNetV2.Compiler.Format.HeadKind.Candidates, candidates.Points),
            FomoHead => ((int)MCUNetV2.Compiler.Format.HeadKind.Fomo, 0),
            HeatmapsHead maps => ((int)MCUNetV2.Compiler.Format.HeadKind.Heatmaps, maps.Points),
            _ => (0, 0),
        };
        Require(What, fields[ModelField.Head], kind);
        Require(What, fields[ModelField.HeadCount], count);
        Require(What, fields[ModelField.Labels], package.Head switch
        {
            ClassifierHead classifier => classifier.Labels.Length,
            DetectorHead detector => detector.Labels.Length,
            _ => 0,
        });
    }

    public void CheckStage(int index, ReadOnlySpan<int> fields)
    {
        string what = $"stage {index}";
        StageRecord stage = package.Stages[index];
        Require(what, fields[StageField.Rows], stage.Rows.Count);
        Require(what, fields[StageField.Columns], stage.Columns.Count);
        Require(what, fields[StageField.Operators], stage.OperatorCount);
        Require(what, fields[StageField.FirstOperator], stage.FirstOperator);
        bool needsInput = package.Operators.AsSpan(stage.FirstOperator, stage.OperatorCount).ToArray().Any(op => op.Kind == (byte)OperatorKind.Input);
        Require(what, fields[StageField.NeedsInput], needsInput ? 1 : 0);
    }

    public void CheckOperator(int index, ReadOnlySpan<int> fields)
    {
        string what = $"operator {index}";
        OperatorRecord step = package.Operators[index];
        Require(what, fields[OperatorField.Kind], step.Kind);
        CheckShape(what, package.Tensors[package.Slots[step.Output].Tensor], fields[OperatorField.Height], fields[OperatorField.Width], fields[OperatorField.Channels]);
    }

    public void CheckOutput(int index, ReadOnlySpan<int> fields)
    {
        string what = $"output {index}";
        TensorRecord tensor = package.Tensors[package.Slots[package.Outputs[index]].Tensor];
        CheckShape(what, tensor, fields[OutputField.Height], fields[OutputField.Width], fields[OutputField.Channels]);
        Require(what, fields[OutputField.ZeroPoint], tensor.ZeroPoint);
        Require(what, fields[OutputField.Scale], BitConverter.SingleToInt32Bits(tensor.Scale));
    }

    public void CheckId(string text) => Require("model id", text, package.ModelId);

    public void CheckLabel(int label, string text)
    {
        if (package.Head is ClassifierHead classifier)
        {
            Require($"label {label}", text, classifier.Labels[label]);
        }
    }

    private static void CheckShape(string what, TensorRecord tensor, int height, int width, int channels)
    {
        Require(what, height, tensor.Height);
        Require(what, width, tensor.Width);
        Require(what, channels, tensor.Channels);
    }

    private static void Require<T>(string what, T said, T known)
        where T : IEquatable<T>
    {
        if (!said.Equals(known))
        {
            throw new LinkException($"the target describes another package than it was given: {what} is {Printable(said)}, not {known}");
        }
    }

    private static string Printable<T>(T said) => new([.. $"{said}".Select(character => char.IsControl(character) ? '?' : character)]);
}
