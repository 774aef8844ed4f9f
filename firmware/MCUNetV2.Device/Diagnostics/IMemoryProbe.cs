// SPDX-License-Identifier: MIT
namespace MCUNetV2.Diagnostics
{
    /// <summary>Memory that only a board can tell of, bytes; -1 where there is no such memory or no way to know.</summary>
    public interface IMemoryProbe
    {
        /// <summary>Free bytes of the managed heap.</summary>
        int ManagedFree();

        /// <summary>Free bytes of internal RAM.</summary>
        int InternalFree();

        /// <summary>Free bytes of external RAM.</summary>
        int ExternalFree();
    }
}
