// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Detection
{
    /// <summary>An object in view: its class, its probability, its box in fractions of the picture, 0 to 1, and its points, where the model has any.</summary>
    public class DetectedObject
    {
        private const float One = 65536f;
        private const float Subpixels = 16f;

        internal DetectedObject(int[] boxes, int first, Model model, string[] labels)
        {
            TensorInfo input = model.Input;
            ClassIndex = boxes[first + BoxField.Class];
            Label = ClassIndex < labels.Length ? labels[ClassIndex] : "class " + ClassIndex.ToString();
            Score = boxes[first + BoxField.Probability] / One;
            Left = boxes[first + BoxField.Left] / (Subpixels * input.Width);
            Top = boxes[first + BoxField.Top] / (Subpixels * input.Height);
            Right = boxes[first + BoxField.Right] / (Subpixels * input.Width);
            Bottom = boxes[first + BoxField.Bottom] / (Subpixels * input.Height);
            Points = new DetectedPoint[model.PointCount];
            for (int index = 0; index < Points.Length; index++)
            {
                Points[index] = new DetectedPoint(boxes, first + BoxField.Count + (index * PointField.Count), input);
            }
        }

        /// <summary>Gets the number of the class.</summary>
        public int ClassIndex { get; }

        /// <summary>Gets the class's label; "class N" when the package has none.</summary>
        public string Label { get; }

        /// <summary>Gets the probability, 0 to 1.</summary>
        public float Score { get; }

        /// <summary>Gets the left edge.</summary>
        public float Left { get; }

        /// <summary>Gets the top edge.</summary>
        public float Top { get; }

        /// <summary>Gets the right edge.</summary>
        public float Right { get; }

        /// <summary>Gets the bottom edge.</summary>
        public float Bottom { get; }

        /// <summary>Gets the points, in the model's order; none where the model has none.</summary>
        public DetectedPoint[] Points { get; }
    }
}
