// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace MCUNetV2.Interop
{
    /// <summary>The C functions of libmcunet: native-interop/include/mcunet/interop.h, and ports/host/mcunet_host.h.</summary>
    internal static class NativeMethods
    {
        static NativeMethods()
        {
            NativeLibraryLocator.Register(typeof(NativeMethods).Assembly);
        }

        public static int Length(Array array)
        {
            return array == null ? 0 : array.Length;
        }

        [DllImport("mcunet")]
        public static extern int mcunet_interop_open([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_open_flash(int address, int bytes);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_close(int model);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_model_info(int model, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_stage_info(int model, int stage, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_operator_info(int model, int index, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_output_info(int model, int output, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_arena_info(int model, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_model_id(int model, byte[] text, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_label(int model, int label, byte[] text, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_backend(int model, byte[] text, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_patch_begin(int model, int stage, int row, int column, int[] region, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_patch_run(int model, int stage, int row, int column);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_patch_step(int model, int step);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_input_write(int model, byte[] pixels, int length, int offset, int rows);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_image_begin(int model, int[] settings, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_image_normalize(int model, int channel, float mean, float deviation);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_image_write(int model, byte[] bytes, int length, int offset, int rows, int[] progress, int progressLength);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_output_read(int model, int output, byte[] destination, int length, int offset, int count);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_score(int model, int label);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_detect(int model, int[] boxes, int length, int threshold, int overlap);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_counters(int model, int[] fields, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_microseconds();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_cycles();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_stack_bytes();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_camera_open(int[] settings, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_camera_capture();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_camera_read(byte[] destination, int length, int first, int rows);

        [DllImport("mcunet")]
        public static extern int mcunet_interop_camera_release();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_camera_close();

        [DllImport("mcunet")]
        public static extern int mcunet_interop_macs(int model, int[] words, int length);

        [DllImport("mcunet")]
        public static extern int mcunet_host_set_arena(int bytes);

        [DllImport("mcunet")]
        public static extern int mcunet_host_link([MarshalAs(UnmanagedType.LPUTF8Str)] string name, byte[] package, int bytes);

        [DllImport("mcunet")]
        public static extern int mcunet_host_write_flash(byte[] package, int bytes);

        [DllImport("mcunet")]
        public static extern int mcunet_host_read_arena(byte[] destination, int offset, int bytes);

        [DllImport("mcunet")]
        public static extern IntPtr mcunet_host_create();

        [DllImport("mcunet")]
        public static extern void mcunet_host_destroy(IntPtr board);

        [DllImport("mcunet")]
        public static extern void mcunet_host_select(IntPtr board);
    }
}
