using System;

namespace MCUNetV2.Inference
{
    /// <summary>An input that is already a whole tensor in memory: int8 height x width x channels in the model's quantisation.</summary>
    public class TensorInput : IInputSource
    {
        private readonly IEngine _engine;
        private readonly byte[] _pixels;
        private readonly int _width;
        private readonly int _channels;

        /// <summary>Takes the pixels, which are not copied.</summary>
        /// <exception cref="ArgumentException">There are not height x width x channels bytes.</exception>
        public TensorInput(Model model, byte[] pixels)
        {
            if (pixels.Length != model.Input.Length)
            {
                throw new ArgumentException("input needs " + model.Input.Length + " bytes, not " + pixels.Length);
            }

            _engine = model.Engine;
            _pixels = pixels;
            _width = model.Input.Width;
            _channels = model.Input.Channels;
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
            if (left == 0 && region[RegionField.Right] == _width)
            {
                InferenceException.Check(_engine.InputWrite(_pixels, top * _width * _channels, bottom - top));
                return;
            }

            for (int row = top; row < bottom; row++)
            {
                InferenceException.Check(_engine.InputWrite(_pixels, ((row * _width) + left) * _channels, 1));
            }
        }

        /// <inheritdoc/>
        public void End()
        {
        }
    }
}
