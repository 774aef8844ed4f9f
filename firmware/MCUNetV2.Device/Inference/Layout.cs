namespace MCUNetV2.Inference
{
    /// <summary>Orders in which kernels read weights: mcunet_layout of native-interop/include/mcunet/format.h.</summary>
    public static class Layout
    {
        /// <summary>The name by which <c>mcunet compile --target</c> writes a layout; "layout N" for one that this library does not know.</summary>
        public static string Name(int layout)
        {
            switch (layout)
            {
                case 0:
                    return "portable";
                case 1:
                    return "armv7em";
                case 2:
                    return "rv32";
                case 3:
                    return "esp32s3";
                case 3:
                    return "esp32s3";
                default:
                    return "layout " + layout;
            }
        }
    }
}
