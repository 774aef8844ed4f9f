using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>The C engine of this firmware (on a PC: of this process).</summary>
    public class NativeEngine : IEngine
    {
        /// <inheritdoc/>
        public int ModelInfo(int[] fields)
        {
            return Native.ModelInfo(fields);
        }

        /// <inheritdoc/>
        public int StageInfo(int stage, int[] fields)
        {
            return Native.StageInfo(stage, fields);
        }

        /// <inheritdoc/>
        public int OperatorInfo(int index, int[] fields)
        {
            return Native.OperatorInfo(index, fields);
        }

        /// <inheritdoc/>
        public int OutputInfo(int output, int[] fields)
        {
            return Native.OutputInfo(output, fields);
        }

        /// <inheritdoc/>
        public int ArenaInfo(int[] fields)
        {
            return Native.ArenaInfo(fields);
        }

        /// <inheritdoc/>
        public int ModelId(byte[] text)
        {
            return Native.ModelId(text);
        }

        /// <inheritdoc/>
        public int Label(int label, byte[] text)
        {
            return Native.Label(label, text);
        }

        /// <inheritdoc/>
        public int Backend(byte[] text)
        {
            return Native.Backend(text);
        }

        /// <inheritdoc/>
        public int PatchBegin(int stage, int row, int column, int[] region)
        {
            return Native.PatchBegin(stage, row, column, region);
        }

        /// <inheritdoc/>
        public int PatchRun(int stage, int row, int column)
        {
            return Native.PatchRun(stage, row, column);
        }

        /// <inheritdoc/>
        public int PatchStep(int step)
        {
            return Native.PatchStep(step);
        }

        /// <inheritdoc/>
        public int InputWrite(byte[] pixels, int offset, int rows)
        {
            return Native.InputWrite(pixels, offset, rows);
        }

        /// <inheritdoc/>
        public int ImageBegin(int[] settings)
        {
            return Native.ImageBegin(settings);
        }

        /// <inheritdoc/>
        public int ImageNormalize(int channel, float mean, float deviation)
        {
            return Native.ImageNormalize(channel, mean, deviation);
        }

        /// <inheritdoc/>
        public int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
        {
            return Native.ImageWrite(bytes, offset, rows, progress);
        }

        /// <inheritdoc/>
        public int OutputRead(int output, byte[] destination, int offset, int count)
        {
            return Native.OutputRead(output, destination, offset, count);
        }

        /// <inheritdoc/>
        public int Score(int label)
        {
            return Native.Score(label);
        }

        /// <inheritdoc/>
        public int Detect(int[] boxes, int threshold, int overlap)
        {
            return Native.Detect(boxes, threshold, overlap);
        }

        /// <inheritdoc/>
        public int Microseconds()
        {
            return Native.Microseconds();
        }

        /// <inheritdoc/>
        public int Cycles()
        {
            return Native.Cycles();
        }

        /// <inheritdoc/>
        public int StackBytes()
        {
            return Native.StackBytes();
        }
    }
}
