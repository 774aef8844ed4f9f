// SPDX-License-Identifier: MIT
using MCUNetV2.Diagnostics;

namespace MCUNetV2.Hardware
{
    /// <summary>Memory of a board that knows its managed heap only.</summary>
    public class HeapProbe : IMemoryProbe
    {
        /// <inheritdoc/>
        public int ManagedFree()
        {
            return ManagedHeap.Free();
        }

        /// <inheritdoc/>
        public int InternalFree()
        {
            return -1;
        }

        /// <inheritdoc/>
        public int ExternalFree()
        {
            return -1;
        }
    }
}
