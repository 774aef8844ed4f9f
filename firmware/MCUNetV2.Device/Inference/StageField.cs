namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.StageInfo"/>.</summary>
    public static class StageField
    {
        /// <summary>Rows of patches.</summary>
        public const int Rows = 0;

        /// <summary>Columns of patches.</summary>
        public const int Columns = 1;

        /// <summary>Operators of the stage.</summary>
        public const int Operators = 2;

        /// <summary>Number of the first of them in the model.</summary>
        public const int FirstOperator = 3;

        /// <summary>1 when its patches have an input region to fill.</summary>
        public const int NeedsInput = 4;

        /// <summary>How many fields there are.</summary>
        public const int Count = 5;
    }
}
