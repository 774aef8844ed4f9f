// SPDX-License-Identifier: MIT
namespace MCUNetV2.Hardware
{
    /// <summary>The managed heap. Here and nowhere else, because mscorlib and nanoFramework.Runtime.Native both have a class GC.</summary>
    public static class ManagedHeap
    {
        /// <summary>Collects garbage; the free bytes after it.</summary>
        public static int Free()
        {
            return (int)nanoFramework.Runtime.Native.GC.Run(false);
        }
    }
}
