// SPDX-License-Identifier: MIT
namespace MCUNetV2.Learning
{
    /// <summary>Where a board keeps what was learnt, over restarts: a file, or some sectors of flash.</summary>
    public interface ILearningStore
    {
        /// <summary>Reads what was written last.</summary>
        /// <param name="count">Bytes wanted.</param>
        /// <returns>The bytes, or null when there are not as many. Damage need not be noticed: it is found by a checksum.</returns>
        byte[] Read(int count);

        /// <summary>Keeps bytes in place of what was there.</summary>
        void Write(byte[] bytes);
    }
}
