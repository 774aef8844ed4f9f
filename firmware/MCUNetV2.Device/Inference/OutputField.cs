namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.OutputInfo"/>.</summary>
    public static class OutputField
    {
        /// <summary>Rows.</summary>
        public const int Height = 0;

        /// <summary>Columns.</summary>
        public const int Width = 1;

        /// <summary>Channels.</summary>
        public const int Channels = 2;

        /// <summary>Zero point.</summary>
        public const int ZeroPoint = 3;

        /// <summary>Scale, bits of a float.</summary>
        public const int Scale = 4;

        /// <summary>How many fields there are.</summary>
        public const int Count = 5;
    }
}
