// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Results;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Host.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Running;

/// <summary><c>run MODEL --input FILE</c>: one inference.</summary>
internal sealed class RunCommand : Command
{
    private const int LargestDrawn = 1024;

    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string> _input = new("--input") { Description = "A picture, or a .bin of int8 values in the model's input shape (NHWC) and quantisation", HelpName = "FILE", Required = true };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write each output as raw int8 bytes to DIR/output_<index>.bin", HelpName = "DIR" };
    private readonly Option<string?> _draw = new("--draw") { Description = "Of a detector: the picture with the boxes and points that were found, a PNG", HelpName = "FILE" };
    private readonly TargetOptions _target;
    private readonly Option<string?> _head = CommonOptions.Head();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly PlanningOptions _planning;

    public RunCommand()
        : base("run", "Run one inference")
    {
        Arguments.Add(_model);
        Options.Add(_input);
        Options.Add(_output);
        Options.Add(_draw);
        _target = new TargetOptions(this);
        Options.Add(_head);
        _planning = new PlanningOptions(this);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult arguments)
    {
        DeviceTarget target = _target.Target(arguments);
        ModelInput input = ModelInput.Read(arguments.GetRequiredValue(_input), arguments.InvocationConfiguration.Error);
        CompiledModel model = ModelResolver.Resolve(ModelFile.Read(arguments.GetRequiredValue(_model), arguments.GetValue(_head)), arguments, _planning, target, _target.Board(arguments));
        int? arena = input.IsTensor ? checked((int)model.Package.Header.ArenaBytes) : null;
        using IInferenceEngine engine = target.Open(model.Bytes, arena);
        InferenceReport inference = engine.Run(input.Open(engine.Model, model.Graph?.Boundary));
        if (arguments.GetValue(_output) is { } directory)
        {
            for (int index = 0; index < inference.Outputs.Count; index++)
            {
                OutputFile.Write(Path.Combine(directory, $"output_{index}.bin"), inference.Outputs[index].Bytes);
            }
        }

        RunReport report = RunReport.Create(target, model, engine.Model, inference);
        if (arguments.GetValue(_draw) is { } drawing)
        {
            Draw(arguments.GetRequiredValue(_input), input, report, drawing);
        }

        TextWriter output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_json))
        {
            JsonReport.Write(output, report);
        }
        else
        {
            RunListing.Write(output, report);
        }

        return (int)ExitCode.Ok;
    }

    private static void Draw(string path, ModelInput input, RunReport report, string drawing)
    {
        if (input.IsTensor || report.Result?.Boxes is not { } boxes)
        {
            throw new CliException(ExitCode.Usage, $"run: --draw draws a detector's boxes on a picture; {(input.IsTensor ? $"{path} is a tensor" : "the model has no head with boxes, see --head")}");
        }

        // The likeliest last, over the others.
        DecodedPicture picture = PictureDecoder.Decode(path, InputFile.Read(path), LargestDrawn);
        OutputFile.Write(drawing, PictureDrawing.DrawBoxes(picture, boxes.Reverse().Select(box => new DrawnBox(box.Class, box.Left, box.Top, box.Right, box.Bottom, PointsOf(box)))));
    }

    /// <summary>Points that are probably there.</summary>
    private static (double X, double Y)[] PointsOf(BoxReport box) =>
        [.. (box.Points ?? []).Where(point => point.Probability >= ResultReader.Threshold).Select(point => (point.X, point.Y))];
}
