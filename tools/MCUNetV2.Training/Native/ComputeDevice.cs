// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Verbs.Training;
using TorchSharp;

namespace MCUNetV2.Training.Native;

/// <summary>Where torch computes.</summary>
internal static class ComputeDevice
{
    public const string Auto = RunOptions.AutoDevice;
    public const string Cpu = RunOptions.CpuDevice;
    public const string Cuda = RunOptions.CudaDevice;

    /// <summary>Device and threads as a training's command line says.</summary>
    /// <inheritdoc cref="Use(string)"/>
    public static void Use(ParseResult result, RunOptions options)
    {
        Use(result.GetRequiredValue(options.Device));
        if (result.GetValue(options.Threads) is > 0 and int threads)
        {
            torch.set_num_threads(threads);
        }
    }

    /// <summary>From now on new tensors lie on the device.</summary>
    /// <param name="name">cpu, cuda, or auto, which takes CUDA where there is one.</param>
    /// <exception cref="CliException">CUDA is asked for and absent.</exception>
    public static void Use(string name)
    {
        bool cuda = name != Cpu && torch.cuda.is_available();
        if (name == Cuda && !cuda)
        {
            throw new CliException(
                ExitCode.MissingTool,
                "no CUDA device is to be had: either there is none, or the program was built for the CPU; MCUNET_TORCH=cuda ./mcunet train ... builds it for CUDA");
        }

        torch.set_default_device(cuda ? torch.CUDA : torch.CPU);
    }
}
