// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Interop
{
    /// <summary>A model that is open on a board of this process: each method is a call of the C function of the same name.</summary>
    internal sealed class HostBoardModel : IEngine
    {
        private readonly HostBoard _board;
        private readonly int _model;

        /// <summary>Takes the handle that the C library gave.</summary>
        public HostBoardModel(HostBoard board, int model)
        {
            _board = board;
            _model = model;
        }

        public object Gate
        {
            get { return _board.Gate; }
        }

        public int ModelInfo(int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_model_info(_model, fields, NativeMethods.Length(fields));
        }

        public int StageInfo(int stage, int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_stage_info(_model, stage, fields, NativeMethods.Length(fields));
        }

        public int OperatorInfo(int index, int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_operator_info(_model, index, fields, NativeMethods.Length(fields));
        }

        public int OutputInfo(int output, int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_output_info(_model, output, fields, NativeMethods.Length(fields));
        }

        public int ArenaInfo(int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_arena_info(_model, fields, NativeMethods.Length(fields));
        }

        public int ModelId(byte[] text)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_model_id(_model, text, NativeMethods.Length(text));
        }

        public int Label(int label, byte[] text)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_label(_model, label, text, NativeMethods.Length(text));
        }

        public int Backend(byte[] text)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_backend(_model, text, NativeMethods.Length(text));
        }

        public int PatchBegin(int stage, int row, int column, int[] region)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_patch_begin(_model, stage, row, column, region, NativeMethods.Length(region));
        }

        public int PatchRun(int stage, int row, int column)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_patch_run(_model, stage, row, column);
        }

        public int PatchStep(int step)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_patch_step(_model, step);
        }

        public int InputWrite(byte[] pixels, int offset, int rows)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_input_write(_model, pixels, NativeMethods.Length(pixels), offset, rows);
        }

        public int ImageBegin(int[] settings)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_image_begin(_model, settings, NativeMethods.Length(settings));
        }

        public int ImageNormalize(int channel, float mean, float deviation)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_image_normalize(_model, channel, mean, deviation);
        }

        public int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_image_write(_model, bytes, NativeMethods.Length(bytes), offset, rows, progress, NativeMethods.Length(progress));
        }

        public int OutputRead(int output, byte[] destination, int offset, int count)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_output_read(_model, output, destination, NativeMethods.Length(destination), offset, count);
        }

        public int Score(int label)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_score(_model, label);
        }

        public int Detect(int[] boxes, int threshold, int overlap)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_detect(_model, boxes, NativeMethods.Length(boxes), threshold, overlap);
        }

        public int Counters(int[] fields)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_counters(_model, fields, NativeMethods.Length(fields));
        }

        public int Close()
        {
            _board.Select();
            return NativeMethods.mcunet_interop_close(_model);
        }

        /// <summary>Multiply-accumulates executed since the model was opened, as two words.</summary>
        public int Macs(int[] words)
        {
            _board.Select();
            return NativeMethods.mcunet_interop_macs(_model, words, NativeMethods.Length(words));
        }
    }
}
