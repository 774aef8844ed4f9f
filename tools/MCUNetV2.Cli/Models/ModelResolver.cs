// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Boards;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Cli.Models;

/// <summary>Makes what a verb was given runnable: a package as it is, a .tflite planned and compiled.</summary>
internal static class ModelResolver
{
    /// <summary>As <see cref="Resolve"/>; a network's configuration with random weights too.</summary>
    /// <inheritdoc cref="Resolve"/>
    public static CompiledModel ResolveTrainedOrNot(string path, ParseResult arguments, PlanningOptions planning, DeviceTarget target, BoardProfile? board) => NetworkFile.Is(path)
        ? Planned(Path.GetFileNameWithoutExtension(path), NetworkFile.Import(path), arguments, planning, target, board)
        : Resolve(ModelFile.Read(path), arguments, planning, target, board);

    /// <exception cref="CliException">The model cannot be read, is not supported, or no schedule fits.</exception>
    public static CompiledModel Resolve(ModelFile file, ParseResult arguments, PlanningOptions planning, DeviceTarget target, BoardProfile? board = null)
    {
        if (file.IsPackage)
        {
            return planning.IsDefault(arguments)
                ? Checked(CompiledModel.FromPackage(file), board)
                : throw new CliException(ExitCode.Usage, $"{file.Path}: a package has its schedule; --schedule, --sram, --max-overhead, --instructions, --milliseconds and --keep-channels need the .tflite");
        }

        return Planned(file.Name, file.Import(planning.KeepChannels(arguments)), arguments, planning, target, board);
    }

    private static CompiledModel Planned(string name, ModelGraph graph, ParseResult arguments, PlanningOptions planning, DeviceTarget target, BoardProfile? board) =>
        Checked(CompiledModel.FromPlan(name, planning.Resolve(arguments, graph, target, board).Chosen!), board);

    private static CompiledModel Checked(CompiledModel model, BoardProfile? board)
    {
        if (board is not null)
        {
            BoardFit.Of(board, BoardFit.RowElements(model.Package), checked((int)model.Package.Header.ArenaBytes), model.Bytes.Length).Check();
        }

        return model;
    }
}
