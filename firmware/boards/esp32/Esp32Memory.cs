// SPDX-License-Identifier: MIT
using MCUNetV2.Diagnostics;
using MCUNetV2.Hardware;
using nanoFramework.Hardware.Esp32;

namespace MCUNetV2.Boards
{
    /// <summary>Memory of an ESP32.</summary>
    public class Esp32Memory : IMemoryProbe
    {
        /// <inheritdoc/>
        public int ManagedFree()
        {
            return ManagedHeap.Free();
        }

        /// <inheritdoc/>
        public int InternalFree()
        {
            return Free(NativeMemory.MemoryType.Internal);
        }

        /// <inheritdoc/>
        public int ExternalFree()
        {
            return Free(NativeMemory.MemoryType.SpiRam);
        }

        private static int Free(NativeMemory.MemoryType type)
        {
            NativeMemory.GetMemoryInfo(type, out _, out uint free, out _);
            return (int)free;
        }
    }
}
