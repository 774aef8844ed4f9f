// SPDX-License-Identifier: MIT
using MCUNetV2.Learning;

namespace MCUNetV2.Boards
{
    /// <summary>What a board has besides, on which somebody can show it things to learn.</summary>
    public interface ILearningBoard
    {
        /// <summary>Gets a value indicating whether the button is held down.</summary>
        bool IsButtonPressed { get; }

        /// <summary>Gets where what was learnt survives a restart; null where it does not.</summary>
        ILearningStore Store { get; }
    }
}
