namespace MCUNetV2.Inference
{
    /// <summary>Fields of each box of <see cref="Interop.Native.Detect"/>.</summary>
    public static class BoxField
    {
        /// <summary>Number of the class.</summary>
        public const int Class = 0;

        /// <summary>Probability in 1/65536.</summary>
        public const int Probability = 1;

        /// <summary>Left edge in 1/16 pixel of the model's input.</summary>
        public const int Left = 2;

        /// <summary>Top edge.</summary>
        public const int Top = 3;

        /// <summary>Right edge.</summary>
        public const int Right = 4;

        /// <summary>Bottom edge.</summary>
        public const int Bottom = 5;

        /// <summary>How many fields there are.</summary>
        public const int Count = 6;
    }
}
