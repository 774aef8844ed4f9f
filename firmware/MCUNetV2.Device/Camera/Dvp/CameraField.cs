namespace MCUNetV2.Camera.Dvp
{
    /// <summary>Fields of <see cref="MCUNetV2.Interop.Native.CameraOpen"/>; -1 for a pin that there is not.</summary>
    internal static class CameraField
    {
        /// <summary>Power-down pin.</summary>
        public const int PowerDown = 0;

        /// <summary>Reset pin.</summary>
        public const int Reset = 1;

        /// <summary>Pin of the clock to the camera.</summary>
        public const int Clock = 2;

        /// <summary>I2C data pin.</summary>
        public const int SccbData = 3;

        /// <summary>I2C clock pin.</summary>
        public const int SccbClock = 4;

        /// <summary>First of eight data pins, D7.</summary>
        public const int Data = 5;

        /// <summary>Frame synchronisation pin.</summary>
        public const int VerticalSync = 13;

        /// <summary>Row synchronisation pin.</summary>
        public const int RowReference = 14;

        /// <summary>Pixel clock pin.</summary>
        public const int PixelClock = 15;

        /// <summary>Pixels of a row.</summary>
        public const int Width = 16;

        /// <summary>Rows.</summary>
        public const int Height = 17;

        /// <summary>A <see cref="PixelFormat"/>.</summary>
        public const int Format = 18;

        /// <summary>Hz of the clock to the camera.</summary>
        public const int ClockFrequency = 19;

        /// <summary>Frame buffers.</summary>
        public const int Buffers = 20;

        /// <summary>How many fields there are.</summary>
        public const int Count = 21;
    }
}
