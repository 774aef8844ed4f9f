// SPDX-License-Identifier: MIT
namespace MCUNetV2.Boards
{
    /// <summary>Time, for drivers that wait.</summary>
    public interface IClock
    {
        /// <summary>Gets the milliseconds since some moment.</summary>
        long Milliseconds { get; }

        /// <summary>Waits.</summary>
        void Wait(int milliseconds);
    }
}
