// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace MCUNetV2.Boards
{
    /// <summary>The machine's own time.</summary>
    public class SystemClock : IClock
    {
        /// <inheritdoc/>
        public long Milliseconds
        {
            get { return Environment.TickCount64; }
        }

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }
    }
}
