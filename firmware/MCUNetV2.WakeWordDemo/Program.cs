// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.WakeWordDemo
{
    /// <summary>Lights a lamp while what the model was trained for is in view.</summary>
    public static class Program
    {
        /// <summary>Runs on the board that this project was built for.</summary>
        public static void Main()
        {
            new WakeWordApplication(Board.Open()).Run();
        }
    }
}
