// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>
    /// One model open on some engine: the C code of this process, or that at the other end of a byte link. On a PC a handle stands for one of
    /// these (<see cref="MCUNetV2.Interop.OpenEngines.Register"/>). Methods are those of native-interop/include/mcunet/interop.h; results are not
    /// negative, errors are the negative codes of <see cref="EngineStatus"/>.
    /// </summary>
    public interface IEngine
    {
        /// <summary>Gets the lock that one inference holds.</summary>
        object Gate { get; }

        /// <summary>Fills the fields that <see cref="ModelField"/> names.</summary>
        int ModelInfo(int[] fields);

        /// <summary>Fills the fields that <see cref="StageField"/> names.</summary>
        int StageInfo(int stage, int[] fields);

        /// <summary>Fills the fields that <see cref="OperatorField"/> names.</summary>
        int OperatorInfo(int index, int[] fields);

        /// <summary>Fills the fields that <see cref="OutputField"/> names.</summary>
        int OutputInfo(int output, int[] fields);

        /// <summary>Fills the fields that <see cref="ArenaField"/> names.</summary>
        int ArenaInfo(int[] fields);

        /// <summary>Writes the model's id as UTF-8; returns its bytes.</summary>
        int ModelId(byte[] text);

        /// <summary>Writes a class label as UTF-8; returns its bytes.</summary>
        int Label(int label, byte[] text);

        /// <summary>Writes the name of the kernels in use as UTF-8; returns its bytes.</summary>
        int Backend(byte[] text);

        /// <summary>Begins a patch; fills the fields that <see cref="RegionField"/> names; returns the input rows it waits for.</summary>
        int PatchBegin(int stage, int row, int column, int[] region);

        /// <summary>Runs a patch, beginning it first unless it is begun.</summary>
        int PatchRun(int stage, int row, int column);

        /// <summary>Runs one step of the begun patch; steps go in order.</summary>
        int PatchStep(int step);

        /// <summary>Writes the next rows of the begun patch's input region, int8; returns how many are still missing.</summary>
        int InputWrite(byte[] pixels, int offset, int rows);

        /// <summary>Starts a camera frame; takes the fields that <see cref="ImageField"/> names.</summary>
        int ImageBegin(int[] settings);

        /// <summary>Maps pixels of a channel to (pixel / 255 - mean) / deviation instead of the whole range of int8.</summary>
        int ImageNormalize(int channel, float mean, float deviation);

        /// <summary>Converts camera rows into the begun patch's region; fills the fields that <see cref="ProgressField"/> names.</summary>
        int ImageWrite(byte[] bytes, int offset, int rows, int[] progress);

        /// <summary>Copies bytes [offset, offset + count) of an output, int8 NHWC; returns count.</summary>
        int OutputRead(int output, byte[] destination, int offset, int count);

        /// <summary>Probability of a class in 1/65536.</summary>
        int Score(int label);

        /// <summary>
        /// Fills the fields that <see cref="BoxField"/> names for each detected box, then those of <see cref="PointField"/> for each of its points;
        /// thresholds in 1/65536; returns the number of boxes.
        /// </summary>
        int Detect(int[] boxes, int threshold, int overlap);

        /// <summary>Fills the fields that <see cref="CounterField"/> names.</summary>
        int Counters(int[] fields);

        /// <summary>Closes the model.</summary>
        int Close();
    }
}
