using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Options;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Models;

/// <summary>Makes what a verb was given runnable: a package as it is, a .tflite planned and compiled.</summary>
internal static class ModelResolver
{
    /// <exception cref="CliException">The model cannot be read, is not supported, or no schedule fits.</exception>
    public static CompiledModel Resolve(ModelFile file, ParseResult arguments, PlanningOptions planning, DeviceTarget target)
    {
        if (file.IsPackage)
        {
            return planning.IsDefault(arguments)
                ? CompiledModel.FromPackage(file)
                : throw new CliException(ExitCode.Usage, $"{file.Path}: a package has its schedule; --schedule, --sram, --max-overhead and --keep-channels need the .tflite");
        }

        return CompiledModel.FromPlan(file.Name, planning.Resolve(arguments, file.Import(planning.KeepChannels(arguments)), target.Layout).Chosen!);
    }
}
