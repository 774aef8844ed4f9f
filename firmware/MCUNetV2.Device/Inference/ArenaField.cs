namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.ArenaInfo"/>, bytes.</summary>
    public static class ArenaField
    {
        /// <summary>The whole arena.</summary>
        public const int Size = 0;

        /// <summary>What the open model's schedule uses.</summary>
        public const int Model = 1;

        /// <summary>State of the camera row converter, at the arena's end.</summary>
        public const int Image = 2;

        /// <summary>Up to the last byte changed since the model was opened, below the converter's state.</summary>
        public const int HighWater = 3;

        /// <summary>How many fields there are.</summary>
        public const int Count = 4;
    }
}
