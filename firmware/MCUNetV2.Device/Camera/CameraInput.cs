// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Camera
{
    /// <summary>
    /// Feeds the model from a camera: reads bands of rows as patches ask for them and lets the engine convert them straight into the
    /// patch's input region. Where the schedule streams, only this band exists of the frame.
    /// </summary>
    /// <remarks>Filling a region is one loop without calls of its own: an interpreter takes as long for one as for ten steps.</remarks>
    public class CameraInput : IInputSource
    {
        private readonly Model _model;
        private readonly int _handle;
        private readonly IFrameSource _camera;
        private readonly ImageSettings _settings;
        private readonly int[] _image = new int[ImageField.Count];
        private readonly int[] _progress = new int[ProgressField.Count];
        private readonly byte[] _band;
        private readonly int _rowBytes;
        private readonly int _mostRows;
        private readonly int _channels;
        private int _bandRow;
        private int _bandRows;
        private int _nextRow;
        private int _microseconds;
        private bool _isTimed;

        /// <summary>Connects a camera with a model.</summary>
        /// <param name="model">Model; its input has 1 or 3 channels.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="settings">Crop, resize and normalisation; null for the defaults.</param>
        /// <param name="bandRows">Rows read at a time: memory against calls.</param>
        /// <exception cref="ArgumentException">The model's input is no picture.</exception>
        public CameraInput(Model model, IFrameSource camera, ImageSettings settings = null, int bandRows = 8)
        {
            TensorInfo input = model.Input;
            if (input.Channels != 1 && input.Channels != 3)
            {
                throw new ArgumentException("model input has " + input.Channels + " channels, a picture has 1 or 3");
            }

            _model = model;
            _handle = model.Handle;
            _camera = camera;
            _settings = settings ?? new ImageSettings();
            _rowBytes = FrameSize.RowBytes(camera);
            _channels = input.Channels;
            _mostRows = bandRows;
            _band = new byte[bandRows * _rowBytes];
            _image[ImageField.Format] = (int)camera.Format;
            _image[ImageField.Width] = camera.Width;
            _image[ImageField.Height] = camera.Height;
            _image[ImageField.Resize] = (int)_settings.Resize;
            SetCrop(input);
        }

        /// <inheritdoc/>
        public int Microseconds
        {
            get { return _microseconds; }
        }

        /// <inheritdoc/>
        /// <exception cref="CameraException">The camera did not deliver.</exception>
        public void Begin()
        {
            _isTimed = _model.IsTimed;
            int start = _isTimed ? Native.Microseconds() : 0;
            _camera.StartFrame();
            _microseconds = _isTimed ? Native.Microseconds() - start : 0;
            BeginImage();
        }

        /// <inheritdoc/>
        /// <exception cref="CameraException">The frame broke off.</exception>
        /// <exception cref="InvalidOperationException">The schedule reads rows twice and the camera cannot rewind.</exception>
        public void Fill(int[] region)
        {
            if (region[RegionField.Top] < _nextRow)
            {
                Rewind();
            }

            int[] progress = _progress;
            byte[] band = _band;
            int row = _bandRow;
            int rows = _bandRows;
            while (true)
            {
                int result = Native.ImageWrite(_handle, band, row * _rowBytes, rows - row, progress);
                if (result < 0)
                {
                    _model.Check(result);
                }

                row += progress[ProgressField.Consumed];
                if (progress[ProgressField.Missing] <= 0)
                {
                    break;
                }

                int start = _isTimed ? Native.Microseconds() : 0;
                rows = _camera.ReadRows(band, _mostRows);
                row = 0;
                if (rows <= 0)
                {
                    throw new CameraException("frame too short");
                }

                if (_isTimed)
                {
                    _microseconds += Native.Microseconds() - start;
                }
            }

            _bandRow = row;
            _bandRows = rows;
            _nextRow = region[RegionField.Bottom];
        }

        /// <inheritdoc/>
        public void End()
        {
            _camera.EndFrame();
        }

        private void Rewind()
        {
            if (!_camera.CanRewind)
            {
                throw new InvalidOperationException("schedule reads rows twice: use BufferedFrameSource");
            }

            _camera.Rewind();
            BeginImage();
        }

        private void BeginImage()
        {
            _bandRow = 0;
            _bandRows = 0;
            _nextRow = 0;
            _model.Check(Native.ImageBegin(_handle, _image));
            for (int channel = 0; _settings.Mean != null && channel < _channels; channel++)
            {
                _model.Check(Native.ImageNormalize(_handle, channel, _settings.Mean[channel], _settings.Deviation[channel]));
            }
        }

        private void SetCrop(TensorInfo input)
        {
            int width = _camera.Width;
            int height = _camera.Height;
            if (_settings.CropToAspect && width * input.Height > height * input.Width)
            {
                width = Math.Max(1, height * input.Width / input.Height);
            }
            else if (_settings.CropToAspect)
            {
                height = Math.Max(1, width * input.Height / input.Width);
            }

            _image[ImageField.CropLeft] = (_camera.Width - width) / 2;
            _image[ImageField.CropTop] = (_camera.Height - height) / 2;
            _image[ImageField.CropWidth] = width;
            _image[ImageField.CropHeight] = height;
        }
    }
}
