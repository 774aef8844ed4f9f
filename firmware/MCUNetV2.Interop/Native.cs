// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace MCUNetV2.Interop
{
    /// <summary>
    /// The engine's C functions, one extern each: native-interop/include/mcunet/interop.h says what they do and what the fields of each
    /// array are. Results are not negative; errors are negative status codes. Array lengths travel with the arrays. A model is the handle
    /// that opening it returned.
    /// </summary>
    /// <remarks>
    /// The firmware image holds a table of these methods in this order, and compares one checksum of their names and types. Nothing else
    /// belongs in this assembly: any change to it needs new firmware.
    /// </remarks>
    public static class Native
    {
        /// <summary>Opens the model linked into the firmware under that name; null or empty: the first one. Returns its handle.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Open(string name);

        /// <summary>Opens the package at a flash address. Returns its handle.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int OpenFlash(int address, int bytes);

        /// <summary>Closes a model.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Close(int model);

        /// <summary>Fills MCUNET_MODEL_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ModelInfo(int model, int[] fields);

        /// <summary>Fills MCUNET_STAGE_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int StageInfo(int model, int stage, int[] fields);

        /// <summary>Fills MCUNET_OPERATOR_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int OperatorInfo(int model, int index, int[] fields);

        /// <summary>Fills MCUNET_OUTPUT_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int OutputInfo(int model, int output, int[] fields);

        /// <summary>Fills MCUNET_ARENA_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ArenaInfo(int model, int[] fields);

        /// <summary>Writes the model's id; returns its bytes.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ModelId(int model, byte[] text);

        /// <summary>Writes a class label; returns its bytes.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Label(int model, int label, byte[] text);

        /// <summary>Writes the name of the kernels in use; returns its bytes.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Backend(int model, byte[] text);

        /// <summary>Begins a patch and fills MCUNET_REGION_* fields; returns the number of input rows it waits for.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int PatchBegin(int model, int stage, int row, int column, int[] region);

        /// <summary>Runs a patch, beginning it first unless it is begun.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int PatchRun(int model, int stage, int row, int column);

        /// <summary>Runs one step of the begun patch.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int PatchStep(int model, int step);

        /// <summary>Writes the next rows of the begun patch's region; returns how many are still missing.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int InputWrite(int model, byte[] pixels, int offset, int rows);

        /// <summary>Starts a camera frame; takes MCUNET_IMAGE_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ImageBegin(int model, int[] settings);

        /// <summary>Sets the normalisation of one channel.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ImageNormalize(int model, int channel, float mean, float deviation);

        /// <summary>Converts camera rows into the begun patch's region; fills MCUNET_PROGRESS_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int ImageWrite(int model, byte[] bytes, int offset, int rows, int[] progress);

        /// <summary>Copies bytes of an output; returns their number.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int OutputRead(int model, int output, byte[] destination, int offset, int count);

        /// <summary>Probability of a class in 1/65536.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Score(int model, int label);

        /// <summary>Fills MCUNET_BOX_* fields of each box; returns the number of boxes.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Detect(int model, int[] boxes, int threshold, int overlap);

        /// <summary>Fills MCUNET_COUNTER_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Counters(int model, int[] fields);

        /// <summary>A free-running microsecond counter.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Microseconds();

        /// <summary>A free-running cycle counter; 0 where there is none.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int Cycles();

        /// <summary>Deepest use of the native stack, bytes; -1 where unknown.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int StackBytes();

        /// <summary>Starts a camera on the parallel port; takes MCUNET_CAMERA_* fields.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CameraOpen(int[] settings);

        /// <summary>Takes a picture and holds it.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CameraCapture();

        /// <summary>Copies rows of the held picture; returns their number.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CameraRead(byte[] destination, int firstRow, int rows);

        /// <summary>Lets the held picture go.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CameraRelease();

        /// <summary>Stops the camera.</summary>
        [MethodImpl(MethodImplOptions.InternalCall)]
        public static extern int CameraClose();
    }
}
