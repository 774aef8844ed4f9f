// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera
{
    /// <summary>How a frame becomes the model's input.</summary>
    public class ImageSettings
    {
        /// <summary>Gets or sets the method of resizing.</summary>
        public ResizeMethod Resize { get; set; } = ResizeMethod.Area;

        /// <summary>
        /// Gets or sets a value indicating whether the largest centred part with the model's aspect ratio is used; otherwise the whole frame
        /// is, squashed.
        /// </summary>
        public bool CropToAspect { get; set; }

        /// <summary>
        /// Gets or sets the mean of each channel, pixels being 0 to 1; null when pixels simply fill the range of int8 (q = pixel - 128), which
        /// is right for models trained on 0 .. 1 or -1 .. 1.
        /// </summary>
        public float[] Mean { get; set; }

        /// <summary>Gets or sets the deviation of each channel; goes with <see cref="Mean"/>.</summary>
        public float[] Deviation { get; set; }
    }
}
