// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Native;

/// <summary>What only the C kernels know, asked of the host library: how much scratch a kernel needs on any backend.</summary>
internal static partial class KernelQueries
{
    /// <summary>Whether there are kernels for an operator with its constants in its record's layout.</summary>
    public static bool HasKernel(in OperatorRecord op) => FindKernelNative(op) != 0;

    /// <summary>Bytes of scratch for regions of the output up to the given size (of the input, for an accumulating operator).</summary>
    public static int ScratchBytes(in OperatorRecord op, Tensor input, Tensor output, int regionHeight, int regionWidth)
    {
        Extent extent = new()
        {
            InputHeight = input.Height,
            InputWidth = input.Width,
            InputChannels = input.Channels,
            OutputHeight = output.Height,
            OutputWidth = output.Width,
            OutputChannels = output.Channels,
            RegionHeight = regionHeight,
            RegionWidth = regionWidth,
        };
        return checked((int)ScratchBytesNative(op, extent));
    }

    [LibraryImport("mcunet", EntryPoint = "mcunet_find_kernel")]
    private static partial nint FindKernelNative(in OperatorRecord op);

    [LibraryImport("mcunet", EntryPoint = "mcunet_kernel_scratch_bytes")]
    private static partial uint ScratchBytesNative(in OperatorRecord op, in Extent extent);

    /// <summary><c>mcunet_extent</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Extent
    {
        public int InputHeight;
        public int InputWidth;
        public int InputChannels;
        public int OutputHeight;
        public int OutputWidth;
        public int OutputChannels;
        public int RegionHeight;
        public int RegionWidth;
    }
}
