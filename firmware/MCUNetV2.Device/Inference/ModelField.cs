namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.ModelInfo"/>.</summary>
    public static class ModelField
    {
        /// <summary>Stages of the schedule.</summary>
        public const int Stages = 0;

        /// <summary>Operators in all stages.</summary>
        public const int Operators = 1;

        /// <summary>Output tensors.</summary>
        public const int Outputs = 2;

        /// <summary>Bytes of the package.</summary>
        public const int PackageBytes = 3;

        /// <summary>Bytes of the arena that the schedule uses.</summary>
        public const int ArenaBytes = 4;

        /// <summary>Rows of the input, pixels.</summary>
        public const int InputHeight = 5;

        /// <summary>Columns of the input, pixels.</summary>
        public const int InputWidth = 6;

        /// <summary>Channels of the input, 1 or 3 for pictures.</summary>
        public const int InputChannels = 7;

        /// <summary>Zero point of the input.</summary>
        public const int InputZeroPoint = 8;

        /// <summary>Scale of the input, bits of a float.</summary>
        public const int InputScale = 9;

        /// <summary>What the outputs mean, see <see cref="HeadKind"/>.</summary>
        public const int Head = 10;

        /// <summary>Labels, or anchors.</summary>
        public const int HeadCount = 11;

        /// <summary>Layout of the weights that the package was compiled for, see <see cref="Inference.Layout"/>.</summary>
        public const int Layout = 12;

        /// <summary>Layout that the fastest kernels of the firmware read.</summary>
        public const int BestLayout = 13;

        /// <summary>Probability from which a class counts as present, in 1/65536; 0 when none is calibrated.</summary>
        public const int Threshold = 14;

        /// <summary>How many fields there are.</summary>
        public const int Count = 15;
    }
}
