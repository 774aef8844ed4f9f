namespace MCUNetV2.VisualWakeWords
{
    /// <summary>What one frame showed.</summary>
    public class WakeWordResult
    {
        internal WakeWordResult(float score, bool isPresent, bool hasChanged)
        {
            Score = score;
            IsPresent = isPresent;
            HasChanged = hasChanged;
        }

        /// <summary>Gets the probability that the frame shows the object, 0 to 1.</summary>
        public float Score { get; }

        /// <summary>Gets a value indicating whether the object is in view, by threshold and hysteresis.</summary>
        public bool IsPresent { get; }

        /// <summary>Gets a value indicating whether it came into view or left it with this frame.</summary>
        public bool HasChanged { get; }
    }
}
