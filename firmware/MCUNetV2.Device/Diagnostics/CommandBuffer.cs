// SPDX-License-Identifier: MIT
namespace MCUNetV2.Diagnostics
{
    /// <summary>Gathers the characters of a command. What is longer than any command is cut, so that it is an unknown one.</summary>
    public class CommandBuffer
    {
        /// <summary>Characters of a command that are kept.</summary>
        public const int LongestCommand = 32;

        private readonly char[] _characters = new char[LongestCommand];
        private int _count;

        /// <summary>Takes a byte from the line.</summary>
        /// <returns>The command that it ends; null when it ends none.</returns>
        public string Add(int value)
        {
            if (value == '\n')
            {
                string command = new string(_characters, 0, _count);
                _count = 0;
                return command;
            }

            if (value >= ' ' && value < 127 && _count < LongestCommand)
            {
                _characters[_count] = (char)value;
                _count++;
            }

            return null;
        }
    }
}
