// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.WakeThenDetectDemo
{
    /// <summary>A small model looks at every frame; where it sees what it watches for, a larger one looks again and lights a lamp.</summary>
    public static class Program
    {
        /// <summary>The larger model, where the board's model region is empty: the name of the file that it was compiled from.</summary>
        private const string Detector = "detector";

        /// <summary>Runs on the board that this project was built for.</summary>
        public static void Main()
        {
            new WakeThenDetectApplication(Board.Open(), Detector).Run();
        }
    }
}
