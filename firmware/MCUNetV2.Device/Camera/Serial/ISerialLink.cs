// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera.Serial
{
    /// <summary>A byte link to a PC.</summary>
    public interface ISerialLink
    {
        /// <summary>Sends one line of text, without its end.</summary>
        void WriteLine(string line);

        /// <summary>Receives bytes.</summary>
        /// <returns>How many, at least 1; 0 when none came in time.</returns>
        int Read(byte[] buffer, int offset, int count);
    }
}
