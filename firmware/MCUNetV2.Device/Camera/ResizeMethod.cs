namespace MCUNetV2.Camera
{
    /// <summary>How a frame's pixels become the model's; the numbers are those of native-interop/include/mcunet/image.h.</summary>
    public enum ResizeMethod
    {
        /// <summary>The mean of the area that a model pixel covers: best when shrinking.</summary>
        Area = 0,

        /// <summary>Between the nearest two pixels along each axis.</summary>
        Bilinear = 1,

        /// <summary>The nearest pixel: fastest.</summary>
        Closest = 2,
    }
}
