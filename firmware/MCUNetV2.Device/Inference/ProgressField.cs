namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.ImageWrite"/>.</summary>
    public static class ProgressField
    {
        /// <summary>Camera rows taken.</summary>
        public const int Consumed = 0;

        /// <summary>Model rows that the begun patch still waits for.</summary>
        public const int Missing = 1;

        /// <summary>How many fields there are.</summary>
        public const int Count = 2;
    }
}
