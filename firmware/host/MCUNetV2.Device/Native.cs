// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Interop
{
    /// <summary>
    /// The externs of MCUNetV2.Interop on a PC. A handle stands for a model that is open on an engine, see <see cref="OpenEngines"/>.
    /// </summary>
    public static class Native
    {
        public static int Open(string name)
        {
            return HostBoard.Current == null ? EngineStatus.NotFound : HostBoard.Current.Open(name);
        }

        public static int OpenFlash(int address, int bytes)
        {
            return HostBoard.Current == null ? EngineStatus.NotFound : HostBoard.Current.OpenFlash(address, bytes);
        }

        public static int Close(int model)
        {
            return OpenEngines.Remove(model, out IEngine engine) ? engine.Close() : OpenEngines.Missing(model);
        }

        public static int ModelInfo(int model, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ModelInfo(fields) : OpenEngines.Missing(model);
        }

        public static int StageInfo(int model, int stage, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.StageInfo(stage, fields) : OpenEngines.Missing(model);
        }

        public static int OperatorInfo(int model, int index, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.OperatorInfo(index, fields) : OpenEngines.Missing(model);
        }

        public static int OutputInfo(int model, int output, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.OutputInfo(output, fields) : OpenEngines.Missing(model);
        }

        public static int ArenaInfo(int model, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ArenaInfo(fields) : OpenEngines.Missing(model);
        }

        public static int ModelId(int model, byte[] text)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ModelId(text) : OpenEngines.Missing(model);
        }

        public static int Label(int model, int label, byte[] text)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Label(label, text) : OpenEngines.Missing(model);
        }

        public static int Backend(int model, byte[] text)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Backend(text) : OpenEngines.Missing(model);
        }

        public static int PatchBegin(int model, int stage, int row, int column, int[] region)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.PatchBegin(stage, row, column, region) : OpenEngines.Missing(model);
        }

        public static int PatchRun(int model, int stage, int row, int column)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.PatchRun(stage, row, column) : OpenEngines.Missing(model);
        }

        public static int PatchStep(int model, int step)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.PatchStep(step) : OpenEngines.Missing(model);
        }

        public static int InputWrite(int model, byte[] pixels, int offset, int rows)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.InputWrite(pixels, offset, rows) : OpenEngines.Missing(model);
        }

        public static int ImageBegin(int model, int[] settings)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ImageBegin(settings) : OpenEngines.Missing(model);
        }

        public static int ImageNormalize(int model, int channel, float mean, float deviation)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ImageNormalize(channel, mean, deviation) : OpenEngines.Missing(model);
        }

        public static int ImageWrite(int model, byte[] bytes, int offset, int rows, int[] progress)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.ImageWrite(bytes, offset, rows, progress) : OpenEngines.Missing(model);
        }

        public static int OutputRead(int model, int output, byte[] destination, int offset, int count)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.OutputRead(output, destination, offset, count) : OpenEngines.Missing(model);
        }

        public static int Score(int model, int label)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Score(label) : OpenEngines.Missing(model);
        }

        public static int Detect(int model, int[] boxes, int threshold, int overlap)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Detect(boxes, threshold, overlap) : OpenEngines.Missing(model);
        }

        public static int Counters(int model, int[] fields)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Counters(fields) : OpenEngines.Missing(model);
        }

        public static int Microseconds()
        {
            return NativeMethods.mcunet_interop_microseconds();
        }

        public static int Cycles()
        {
            return NativeMethods.mcunet_interop_cycles();
        }

        public static int StackBytes()
        {
            return NativeMethods.mcunet_interop_stack_bytes();
        }

        public static int CameraOpen(int[] settings)
        {
            return NativeMethods.mcunet_interop_camera_open(settings, NativeMethods.Length(settings));
        }

        public static int CameraCapture()
        {
            return NativeMethods.mcunet_interop_camera_capture();
        }

        public static int CameraRead(byte[] destination, int firstRow, int rows)
        {
            return NativeMethods.mcunet_interop_camera_read(destination, NativeMethods.Length(destination), firstRow, rows);
        }

        public static int CameraRelease()
        {
            return NativeMethods.mcunet_interop_camera_release();
        }

        public static int CameraClose()
        {
            return NativeMethods.mcunet_interop_camera_close();
        }
    }
}
