// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Boards
{
    /// <summary>On a PC the board is whichever one the program says: set it, then call the application's Main.</summary>
    public static class Board
    {
        /// <summary>The board's name.</summary>
        public const string Name = "host";

        /// <summary>Address of the flash region for a model of its own.</summary>
        public const int ModelAddress = MCUNetV2.Interop.HostBoard.FlashAddress;

        /// <summary>Bytes of that region; a board that has one says so itself.</summary>
        public const int ModelBytes = 0;

        [ThreadStatic]
        private static IBoard _current;

        /// <summary>Chooses the board of the calling thread.</summary>
        public static void Use(IBoard board)
        {
            _current = board;
        }

        /// <summary>The board in use.</summary>
        /// <exception cref="InvalidOperationException">None was chosen.</exception>
        public static IBoard Open()
        {
            return _current ?? throw new InvalidOperationException("no board: call Board.Use first");
        }
    }
}
