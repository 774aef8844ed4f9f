// SPDX-License-Identifier: MIT
namespace MCUNetV2.VisualWakeWords
{
    /// <summary>What one frame showed.</summary>
    public class WakeWordResult
    {
        internal WakeWordResult(int classIndex, string label, float score, bool isPresent, bool hasChanged)
        {
            ClassIndex = classIndex;
            Label = label;
            Score = score;
            IsPresent = isPresent;
            HasChanged = hasChanged;
        }

        /// <summary>Gets the class: the one looked for, or the frame's most probable one.</summary>
        public int ClassIndex { get; }

        /// <summary>Gets the class's label; "class N" when the package has none.</summary>
        public string Label { get; }

        /// <summary>Gets the probability that the frame shows it, 0 to 1.</summary>
        public float Score { get; }

        /// <summary>Gets a value indicating whether it is in view, by threshold and hysteresis.</summary>
        public bool IsPresent { get; }

        /// <summary>Gets a value indicating whether it came into view or left it with this frame.</summary>
        public bool HasChanged { get; }
    }
}
