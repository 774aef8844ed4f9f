using System.Runtime.InteropServices;
using MCUNetV2.Interop;

namespace MCUNetV2.Host.Inference;

/// <summary>What the C library has on a PC only; native-interop/ports/host/mcunet_host.h. Every thread has an engine of its own.</summary>
internal static class HostNative
{
    /// <summary>Gives the calling thread an arena of that many bytes; 0 frees it.</summary>
    [DllImport("mcunet", EntryPoint = "mcunet_host_set_arena")]
    public static extern int SetArena(int bytes);

    /// <summary>Gives the calling thread a copy of a package as its one linked model; 0 bytes frees it.</summary>
    [DllImport("mcunet", EntryPoint = "mcunet_host_link")]
    public static extern int Link(byte[] package, int bytes);

    /// <summary>Multiply-accumulates executed since the model was opened, as two words.</summary>
    [DllImport("mcunet", EntryPoint = "mcunet_interop_macs")]
    public static extern int Macs(int[] words, int length);

    static HostNative() => NativeLibraryLocator.Register(typeof(HostNative).Assembly);
}
