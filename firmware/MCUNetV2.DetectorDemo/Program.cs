// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.DetectorDemo
{
    /// <summary>Reports where objects are in view, and lights a lamp while there is one.</summary>
    public static class Program
    {
        /// <summary>Runs on the board that this project was built for.</summary>
        public static void Main()
        {
            new DetectorApplication(Board.Open()).Run();
        }
    }
}
