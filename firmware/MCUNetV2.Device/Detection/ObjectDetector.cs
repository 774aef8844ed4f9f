// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Camera;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Detection
{
    /// <summary>Finds objects in a camera's frames.</summary>
    public class ObjectDetector
    {
        /// <summary>The least probability of a detected object until <see cref="Threshold"/> says otherwise.</summary>
        public const float DefaultThreshold = 0.3f;

        private const float One = 65536f;

        private readonly Model _model;
        private readonly IInputSource _input;
        private readonly PatchScheduler _scheduler;
        private readonly int[] _boxes;
        private readonly string[] _labels;
        private readonly int _fieldsOfBox;

        /// <summary>Watches a camera with a model.</summary>
        /// <param name="model">A model whose outputs describe boxes.</param>
        /// <param name="camera">Camera.</param>
        /// <param name="settings">How frames become the model's input; null for the defaults.</param>
        /// <param name="capacity">Most objects reported of a frame.</param>
        /// <exception cref="ArgumentException">The model has no head with boxes.</exception>
        public ObjectDetector(Model model, IFrameSource camera, ImageSettings settings = null, int capacity = 32)
            : this(model, new CameraInput(model, camera, settings), capacity)
        {
        }

        /// <summary>Watches any source of input with a model.</summary>
        /// <exception cref="ArgumentException">The model has no head with boxes.</exception>
        public ObjectDetector(Model model, IInputSource input, int capacity = 32)
        {
            if (!model.FindsObjects)
            {
                throw new ArgumentException("model has no head with boxes");
            }

            _model = model;
            _input = input;
            _scheduler = new PatchScheduler(model);
            _fieldsOfBox = BoxField.Count + (model.PointCount * PointField.Count);
            _boxes = new int[capacity * _fieldsOfBox];
            _labels = new string[model.LabelCount];
            for (int label = 0; label < _labels.Length; label++)
            {
                _labels[label] = model.GetLabel(label);
            }
        }

        /// <summary>Gets or sets the least probability of a detected object, 0 to 1.</summary>
        public float Threshold { get; set; } = DefaultThreshold;

        /// <summary>Gets or sets the overlap (intersection over union) from which two boxes of a class are one object, 0 to 1.</summary>
        public float Overlap { get; set; } = 0.45f;

        /// <summary>Gets the model.</summary>
        public Model Model
        {
            get { return _model; }
        }

        /// <summary>Gets the scheduler, with the times of the last inference.</summary>
        public PatchScheduler Scheduler
        {
            get { return _scheduler; }
        }

        /// <summary>Looks at one frame.</summary>
        /// <returns>The objects in view, most probable first.</returns>
        /// <exception cref="CameraException">The camera did not deliver; try the next frame.</exception>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        public DetectedObject[] Detect()
        {
            int count;
            lock (_model.Gate)
            {
                _scheduler.Run(_input);
                count = _model.Check(Native.Detect(_model.Handle, _boxes, (int)(Threshold * One), (int)(Overlap * One)));
            }

            DetectedObject[] objects = new DetectedObject[count];
            for (int index = 0; index < count; index++)
            {
                objects[index] = new DetectedObject(_boxes, index * _fieldsOfBox, _model, _labels);
            }

            return objects;
        }
    }
}
