using System.Runtime.InteropServices;

namespace MCUNetV2.Interop
{
    /// <summary>The externs of MCUNetV2.Interop on a PC: the same methods, each a call of the same C function in libmcunet.</summary>
    public static class Native
    {
        static Native()
        {
            NativeLibraryLocator.Register(typeof(Native).Assembly);
        }

        public static int Open(string name)
        {
            return mcunet_interop_open(name);
        }

        public static int OpenFlash(int address, int bytes)
        {
            return mcunet_interop_open_flash(address, bytes);
        }

        public static int Close()
        {
            return mcunet_interop_close();
        }

        public static int ModelInfo(int[] fields)
        {
            return mcunet_interop_model_info(fields, Length(fields));
        }

        public static int StageInfo(int stage, int[] fields)
        {
            return mcunet_interop_stage_info(stage, fields, Length(fields));
        }

        public static int OperatorInfo(int index, int[] fields)
        {
            return mcunet_interop_operator_info(index, fields, Length(fields));
        }

        public static int OutputInfo(int output, int[] fields)
        {
            return mcunet_interop_output_info(output, fields, Length(fields));
        }

        public static int ArenaInfo(int[] fields)
        {
            return mcunet_interop_arena_info(fields, Length(fields));
        }

        public static int ModelId(byte[] text)
        {
            return mcunet_interop_model_id(text, Length(text));
        }

        public static int Label(int label, byte[] text)
        {
            return mcunet_interop_label(label, text, Length(text));
        }

        public static int Backend(byte[] text)
        {
            return mcunet_interop_backend(text, Length(text));
        }

        public static int PatchBegin(int stage, int row, int column, int[] region)
        {
            return mcunet_interop_patch_begin(stage, row, column, region, Length(region));
        }

        public static int PatchRun(int stage, int row, int column)
        {
            return mcunet_interop_patch_run(stage, row, column);
        }

        public static int PatchStep(int step)
        {
            return mcunet_interop_patch_step(step);
        }

        public static int InputWrite(byte[] pixels, int offset, int rows)
        {
            return mcunet_interop_input_write(pixels, Length(pixels), offset, rows);
        }

        public static int ImageBegin(int[] settings)
        {
            return mcunet_interop_image_begin(settings, Length(settings));
        }

        public static int ImageNormalize(int channel, float mean, float deviation)
        {
            return mcunet_interop_image_normalize(channel, mean, deviation);
        }

        public static int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
        {
            return mcunet_interop_image_write(bytes, Length(bytes), offset, rows, progress, Length(progress));
        }

        public static int OutputRead(int output, byte[] destination, int offset, int count)
        {
            return mcunet_interop_output_read(output, destination, Length(destination), offset, count);
        }

        public static int Score(int label)
        {
            return mcunet_interop_score(label);
        }

        public static int Detect(int[] boxes, int threshold, int overlap)
        {
            return mcunet_interop_detect(boxes, Length(boxes), threshold, overlap);
        }

        public static int Microseconds()
        {
            return mcunet_interop_microseconds();
        }

        public static int Cycles()
        {
            return mcunet_interop_cycles();
        }

        public static int StackBytes()
        {
            return mcunet_interop_stack_bytes();
        }

        public static int CameraOpen(int[] settings)
        {
            return mcunet_interop_camera_open(settings, Length(settings));
        }

        public static int CameraCapture()
        {
            return mcunet_interop_camera_capture();
        }

        public static int CameraRead(byte[] destination, int firstRow, int rows)
        {
            return mcunet_interop_camera_read(destination, Length(destination), firstRow, rows);
        }

        public static int CameraRelease()
        {
            return mcunet_interop_camera_release();
        }

        public static int CameraClose()
        {
            return mcunet_interop_camera_close();
        }

        private static int Length(System.Array array)
        {
            return array == null ? 0 : array.Length;
        }

        [DllImport("mcunet")]
        private static extern int mcunet_interop_open([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_open_flash(int address, int bytes);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_close();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_model_info(int[] fields, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_stage_info(int stage, int[] fields, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_operator_info(int index, int[] fields, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_output_info(int output, int[] fields, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_arena_info(int[] fields, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_model_id(byte[] text, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_label(int label, byte[] text, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_backend(byte[] text, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_patch_begin(int stage, int row, int column, int[] region, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_patch_run(int stage, int row, int column);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_patch_step(int step);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_input_write(byte[] pixels, int length, int offset, int rows);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_image_begin(int[] settings, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_image_normalize(int channel, float mean, float deviation);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_image_write(byte[] bytes, int length, int offset, int rows, int[] progress, int progressLength);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_output_read(int output, byte[] destination, int length, int offset, int count);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_score(int label);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_detect(int[] boxes, int length, int threshold, int overlap);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_microseconds();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_cycles();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_stack_bytes();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_camera_open(int[] settings, int length);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_camera_capture();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_camera_read(byte[] destination, int length, int first, int rows);

        [DllImport("mcunet")]
        private static extern int mcunet_interop_camera_release();

        [DllImport("mcunet")]
        private static extern int mcunet_interop_camera_close();
    }
}
