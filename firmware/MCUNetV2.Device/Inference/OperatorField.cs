namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.OperatorInfo"/>.</summary>
    public static class OperatorField
    {
        /// <summary>Kind of the operator, see models/FORMAT.md.</summary>
        public const int Kind = 0;

        /// <summary>Rows of its output.</summary>
        public const int Height = 1;

        /// <summary>Columns of its output.</summary>
        public const int Width = 2;

        /// <summary>Channels of its output.</summary>
        public const int Channels = 3;

        /// <summary>How many fields there are.</summary>
        public const int Count = 4;
    }
}
