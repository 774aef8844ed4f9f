namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.PatchBegin"/>, pixels of the model's input.</summary>
    public static class RegionField
    {
        /// <summary>First row.</summary>
        public const int Top = 0;

        /// <summary>One past the last row.</summary>
        public const int Bottom = 1;

        /// <summary>First column.</summary>
        public const int Left = 2;

        /// <summary>One past the last column.</summary>
        public const int Right = 3;

        /// <summary>How many fields there are.</summary>
        public const int Count = 4;
    }
}
