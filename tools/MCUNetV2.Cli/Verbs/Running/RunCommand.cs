// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;
using MCUNetV2.CommandLine;
using MCUNetV2.Host.Inference;

namespace MCUNetV2.Cli.Verbs.Running;

/// <summary><c>run MODEL --input FILE</c>: one inference.</summary>
internal sealed class RunCommand : Command
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string> _input = new("--input") { Description = "A picture, or a .bin of int8 values in the model's input shape (NHWC) and quantisation", HelpName = "FILE", Required = true };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write each output as raw int8 bytes to DIR/output_<index>.bin", HelpName = "DIR" };
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
}
