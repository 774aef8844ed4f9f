// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Inference
{
    /// <summary>Shape and quantisation of a tensor: int8, height x width x channels, real = scale * (q - zero point).</summary>
    public class TensorInfo
    {
        internal TensorInfo(int height, int width, int channels, int zeroPoint, int scaleBits)
        {
            Height = height;
            Width = width;
            Channels = channels;
            ZeroPoint = zeroPoint;
            Scale = BitConverter.ToSingle(BitConverter.GetBytes(scaleBits), 0);
        }

        /// <summary>Gets the number of rows.</summary>
        public int Height { get; }

        /// <summary>Gets the number of columns.</summary>
        public int Width { get; }

        /// <summary>Gets the number of channels.</summary>
        public int Channels { get; }

        /// <summary>Gets the zero point, -128 to 127.</summary>
        public int ZeroPoint { get; }

        /// <summary>Gets the scale.</summary>
        public float Scale { get; }

        /// <summary>Gets the number of elements, which is also that of bytes.</summary>
        public int Length
        {
            get { return Height * Width * Channels; }
        }
    }
}
