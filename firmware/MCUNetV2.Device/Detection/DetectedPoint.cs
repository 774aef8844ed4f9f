// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Detection
{
    /// <summary>A point of an object (an eye, a knee): its place in fractions of the picture, 0 to 1, and how probably it is there.</summary>
    public class DetectedPoint
    {
        private const float One = 65536f;
        private const float Subpixels = 16f;

        internal DetectedPoint(int[] boxes, int first, TensorInfo input)
        {
            X = boxes[first + PointField.X] / (Subpixels * input.Width);
            Y = boxes[first + PointField.Y] / (Subpixels * input.Height);
            Score = boxes[first + PointField.Probability] / One;
        }

        /// <summary>Gets the distance from the left edge.</summary>
        public float X { get; }

        /// <summary>Gets the distance from the top edge.</summary>
        public float Y { get; }

        /// <summary>Gets the probability, 0 to 1; the object's own where the model says none of its points.</summary>
        public float Score { get; }
    }
}
