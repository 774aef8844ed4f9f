// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera.Dvp
{
    /// <summary>Pins of a camera on the parallel port of an ESP32; -1 where there is none.</summary>
    public class DvpPins
    {
        /// <summary>Gets or sets the power-down pin.</summary>
        public int PowerDown { get; set; } = -1;

        /// <summary>Gets or sets the reset pin.</summary>
        public int Reset { get; set; } = -1;

        /// <summary>Gets or sets the clock to the camera.</summary>
        public int Clock { get; set; }

        /// <summary>Gets or sets the I2C data pin.</summary>
        public int SccbData { get; set; }

        /// <summary>Gets or sets the I2C clock pin.</summary>
        public int SccbClock { get; set; }

        /// <summary>Gets or sets the eight data pins, D7 first.</summary>
        public int[] Data { get; set; }

        /// <summary>Gets or sets the frame synchronisation pin.</summary>
        public int VerticalSync { get; set; }

        /// <summary>Gets or sets the row synchronisation pin.</summary>
        public int RowReference { get; set; }

        /// <summary>Gets or sets the pixel clock pin.</summary>
        public int PixelClock { get; set; }

        /// <summary>Freenove and Espressif ESP32-S3 camera boards (ESP32-S3-EYE).</summary>
        public static DvpPins Esp32S3Eye()
        {
            return new DvpPins
            {
                Clock = 15,
                SccbData = 4,
                SccbClock = 5,
                Data = new int[] { 16, 17, 18, 12, 10, 8, 9, 11 },
                VerticalSync = 6,
                RowReference = 7,
                PixelClock = 13,
            };
        }

        /// <summary>Seeed XIAO ESP32S3 Sense.</summary>
        public static DvpPins XiaoEsp32S3Sense()
        {
            return new DvpPins
            {
                Clock = 10,
                SccbData = 40,
                SccbClock = 39,
                Data = new int[] { 48, 11, 12, 14, 16, 18, 17, 15 },
                VerticalSync = 38,
                RowReference = 47,
                PixelClock = 13,
            };
        }

        /// <summary>AI-Thinker ESP32-CAM.</summary>
        public static DvpPins Esp32Cam()
        {
            return new DvpPins
            {
                PowerDown = 32,
                Clock = 0,
                SccbData = 26,
                SccbClock = 27,
                Data = new int[] { 35, 34, 39, 36, 21, 19, 18, 5 },
                VerticalSync = 25,
                RowReference = 23,
                PixelClock = 22,
            };
        }
    }
}
