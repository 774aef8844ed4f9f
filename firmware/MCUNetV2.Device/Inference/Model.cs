// SPDX-License-Identifier: MIT
using System;
using System.Text;
using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>
    /// An open model: its shapes, its schedule and the meaning of its outputs. Several can be open at the same time (four on a board);
    /// they share the engine's arena, one inference at a time: what an inference left there is readable until the next one starts, of
    /// whichever model.
    /// </summary>
    public class Model : IDisposable
    {
        private const int LongestText = 64;
        private const float ProbabilityOne = 65536f;

        private readonly int _outputCount;

        /// <summary>Reads the description of an open model.</summary>
        /// <param name="handle">What the engine's Open returned.</param>
        /// <exception cref="InferenceException">No model is open under that handle.</exception>
        public Model(int handle)
        {
            Handle = handle;
            Gate = EngineGate.Of(handle);
            int[] fields = new int[ModelField.Count];
            InferenceException.Check(Native.ModelInfo(handle, fields));
            byte[] text = new byte[LongestText];
            Id = ToText(text, InferenceException.Check(Native.ModelId(handle, text)));
            PackageBytes = fields[ModelField.PackageBytes];
            ArenaBytes = fields[ModelField.ArenaBytes];
            Head = (HeadKind)fields[ModelField.Head];
            LabelCount = fields[ModelField.Labels];
            PointCount = Head >= HeadKind.Candidates ? fields[ModelField.HeadCount] : 0;
            Threshold = fields[ModelField.Threshold] / ProbabilityOne;
            Layout = Inference.Layout.Name(fields[ModelField.Layout]);
            BestLayout = Inference.Layout.Name(fields[ModelField.BestLayout]);
            Input = new TensorInfo(
                fields[ModelField.InputHeight],
                fields[ModelField.InputWidth],
                fields[ModelField.InputChannels],
                fields[ModelField.InputZeroPoint],
                fields[ModelField.InputScale]);
            _outputCount = fields[ModelField.Outputs];
            StageCount = fields[ModelField.Stages];
        }

        /// <summary>Gets the handle by which the engine knows the model.</summary>
        public int Handle { get; }

        /// <summary>
        /// Gets the engine's lock. The scheduler holds it for an inference, the detectors until they have read its result; who runs a
        /// scheduler and reads outputs while other threads run inferences locks it around both.
        /// </summary>
        public object Gate { get; }

        /// <summary>Gets the model's id.</summary>
        public string Id { get; }

        /// <summary>Gets the bytes of the package in flash.</summary>
        public int PackageBytes { get; }

        /// <summary>Gets the bytes of the arena that the schedule uses.</summary>
        public int ArenaBytes { get; }

        /// <summary>Gets what the outputs mean.</summary>
        public HeadKind Head { get; }

        /// <summary>Gets a value indicating whether the outputs describe boxes, so that <c>ObjectDetector</c> can watch with it.</summary>
        public bool FindsObjects
        {
            get { return Head != HeadKind.None && Head != HeadKind.Classifier; }
        }

        /// <summary>Gets the number of points (eyes, joints) that each object comes with, where the outputs describe boxes.</summary>
        public int PointCount { get; }

        /// <summary>Gets the number of class labels.</summary>
        public int LabelCount { get; }

        /// <summary>Gets the score, 0 to 1, from which a class counts as present, as <c>mcunet eval --write-threshold</c> calibrated it; 0 when nobody has.</summary>
        public float Threshold { get; }

        /// <summary>Gets the layout of the weights that the package was compiled for.</summary>
        public string Layout { get; }

        /// <summary>Gets the layout that the fastest kernels of this firmware read; a package in another one runs several times slower.</summary>
        public string BestLayout { get; }

        /// <summary>Gets the input's shape and quantisation.</summary>
        public TensorInfo Input { get; }

        /// <summary>Gets the number of stages of the schedule.</summary>
        public int StageCount { get; }

        /// <summary>Gets or sets a value indicating whether inferences of this model take their time, which costs a few calls each.</summary>
        public bool IsTimed { get; set; }

        /// <summary>Gets the number of outputs.</summary>
        public int OutputCount
        {
            get { return _outputCount; }
        }

        /// <summary>Gets the name of the kernels in use.</summary>
        public string Backend
        {
            get
            {
                byte[] text = new byte[LongestText];
                return ToText(text, Check(Native.Backend(Handle, text)));
            }
        }

        /// <summary>Opens the model that is linked into the firmware.</summary>
        /// <param name="name">Its name; null for the first one.</param>
        /// <exception cref="InferenceException">
        /// There is none of that name, its package is damaged, the arena is too small, or too many models are open.
        /// </exception>
        public static Model Open(string name)
        {
            lock (EngineGate.Next())
            {
                return new Model(InferenceException.Check(Native.Open(name)));
            }
        }

        /// <summary>Opens a package that was written to flash, in place.</summary>
        /// <exception cref="InferenceException">
        /// The board has no such flash, the package is damaged, the arena is too small, or too many models are open.
        /// </exception>
        public static Model OpenFlash(int address, int bytes)
        {
            lock (EngineGate.Next())
            {
                return new Model(InferenceException.Check(Native.OpenFlash(address, bytes)));
            }
        }

        /// <summary>Passes a result of the engine on, or throws.</summary>
        /// <param name="result">What a method of <see cref="Native"/> returned for this model.</param>
        /// <exception cref="InferenceException">The result is an error; its message names the model.</exception>
        public int Check(int result)
        {
            if (result < 0)
            {
                throw new InferenceException(result, Id);
            }

            return result;
        }

        /// <summary>A stage of the schedule, read from the package: a schedule of forty stages is not kept in managed memory.</summary>
        /// <exception cref="InferenceException">There is no such stage, or the model is closed.</exception>
        public StageInfo GetStage(int index)
        {
            int[] fields = new int[StageField.Count];
            Check(Native.StageInfo(Handle, index, fields));
            return new StageInfo(fields);
        }

        /// <summary>Shape and quantisation of an output.</summary>
        /// <exception cref="InferenceException">There is no such output, or the model is closed.</exception>
        public TensorInfo GetOutput(int index)
        {
            int[] fields = new int[OutputField.Count];
            Check(Native.OutputInfo(Handle, index, fields));
            return new TensorInfo(
                fields[OutputField.Height],
                fields[OutputField.Width],
                fields[OutputField.Channels],
                fields[OutputField.ZeroPoint],
                fields[OutputField.Scale]);
        }

        /// <summary>The bytes of an output, int8 height x width x channels; valid after an inference, until the next one of any model.</summary>
        /// <exception cref="InferenceException">
        /// There is no such output, no inference was completed, another one has run since (<see cref="EngineStatus.Replaced"/>), or the
        /// model is closed (<see cref="EngineStatus.Closed"/>).
        /// </exception>
        public byte[] ReadOutput(int index)
        {
            byte[] bytes = new byte[GetOutput(index).Length];
            Check(Native.OutputRead(Handle, index, bytes, 0, bytes.Length));
            return bytes;
        }

        /// <summary>Probability of a class after an inference, in 1/65536.</summary>
        /// <exception cref="InferenceException">As for <see cref="ReadOutput"/>.</exception>
        public int GetScore(int label)
        {
            return Check(Native.Score(Handle, label));
        }

        /// <summary>The text of a class label.</summary>
        /// <exception cref="InferenceException">There is no such label, or the model is closed.</exception>
        public string GetLabel(int label)
        {
            byte[] text = new byte[LongestText];
            return ToText(text, Check(Native.Label(Handle, label, text)));
        }

        /// <summary>The number of a class, or -1 when the model has no such label.</summary>
        public int FindLabel(string text)
        {
            for (int label = 0; label < LabelCount; label++)
            {
                if (GetLabel(label) == text)
                {
                    return label;
                }
            }

            return -1;
        }

        /// <summary>Closes the model; every later call of it ends in an exception that names it.</summary>
        public void Dispose()
        {
            lock (Gate)
            {
                Native.Close(Handle);
            }
        }

        private static string ToText(byte[] text, int bytes)
        {
            return Encoding.UTF8.GetString(text, 0, bytes);
        }
    }
}
