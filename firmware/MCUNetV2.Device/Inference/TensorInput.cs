// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>An input that is already a whole tensor in memory: int8 height x width x channels in the model's quantisation.</summary>
    public class TensorInput : IInputSource
    {
        private readonly Model _model;
        private readonly byte[] _pixels;
        private readonly int _handle;
        private readonly int _width;
        private readonly int _rowBytes;

        /// <summary>Takes the pixels, which are not copied.</summary>
        /// <exception cref="ArgumentException">There are not height x width x channels bytes.</exception>
        public TensorInput(Model model, byte[] pixels)
        {
            if (pixels.Length != model.Input.Length)
            {
                throw new ArgumentException("input needs " + model.Input.Length + " bytes, not " + pixels.Length);
            }

            _model = model;
            _handle = model.Handle;
            _pixels = pixels;
            _width = model.Input.Width;
            _rowBytes = _width * model.Input.Channels;
        }

        /// <inheritdoc/>
        public int Microseconds
        {
            get { return 0; }
        }

        /// <inheritdoc/>
        public void Begin()
        {
        }

        /// <inheritdoc/>
        public void Fill(int[] region)
        {
            int top = region[RegionField.Top];
            int bottom = region[RegionField.Bottom];
            int left = region[RegionField.Left];
            int result = 0;
            if (left == 0 && region[RegionField.Right] == _width)
            {
                result = Native.InputWrite(_handle, _pixels, top * _rowBytes, bottom - top);
            }
            else
            {
                int first = left * (_rowBytes / _width);
                for (int row = top; row < bottom && result >= 0; row++)
                {
                    result = Native.InputWrite(_handle, _pixels, (row * _rowBytes) + first, 1);
                }
            }

            if (result < 0)
            {
                _model.Check(result);
            }
        }

        /// <inheritdoc/>
        public void End()
        {
        }
    }
}
