namespace MCUNetV2.Inference
{
    /// <summary>Fields of <see cref="Interop.Native.ImageBegin"/>.</summary>
    public static class ImageField
    {
        /// <summary>A <see cref="MCUNetV2.Camera.PixelFormat"/>.</summary>
        public const int Format = 0;

        /// <summary>Columns of the frame.</summary>
        public const int Width = 1;

        /// <summary>Rows of the frame.</summary>
        public const int Height = 2;

        /// <summary>First column of the part that becomes the model's input.</summary>
        public const int CropLeft = 3;

        /// <summary>First row of that part.</summary>
        public const int CropTop = 4;

        /// <summary>Columns of that part.</summary>
        public const int CropWidth = 5;

        /// <summary>Rows of that part.</summary>
        public const int CropHeight = 6;

        /// <summary>A <see cref="MCUNetV2.Camera.ResizeMethod"/>.</summary>
        public const int Resize = 7;

        /// <summary>How many fields there are.</summary>
        public const int Count = 8;
    }
}
