using System.Text;

namespace MCUNetV2.Inference
{
    /// <summary>The open model of an engine: its shapes, its schedule and the meaning of its outputs.</summary>
    public class Model
    {
        private const int LongestText = 64;

        private readonly int _outputCount;

        /// <summary>Reads the description of the engine's open model.</summary>
        /// <exception cref="InferenceException">No model is open.</exception>
        public Model(IEngine engine)
        {
            Engine = engine;
            int[] fields = new int[ModelField.Count];
            InferenceException.Check(engine.ModelInfo(fields));
            PackageBytes = fields[ModelField.PackageBytes];
            ArenaBytes = fields[ModelField.ArenaBytes];
            Head = (HeadKind)fields[ModelField.Head];
            LabelCount = Head == HeadKind.Classifier ? fields[ModelField.HeadCount] : 0;
            Input = new TensorInfo(
                fields[ModelField.InputHeight],
                fields[ModelField.InputWidth],
                fields[ModelField.InputChannels],
                fields[ModelField.InputZeroPoint],
                fields[ModelField.InputScale]);
            _outputCount = fields[ModelField.Outputs];
            Stages = ReadStages(engine, fields[ModelField.Stages]);
        }

        /// <summary>Gets the engine that runs the model.</summary>
        public IEngine Engine { get; }

        /// <summary>Gets the bytes of the package in flash.</summary>
        public int PackageBytes { get; }

        /// <summary>Gets the bytes of the arena that the schedule uses.</summary>
        public int ArenaBytes { get; }

        /// <summary>Gets what the outputs mean.</summary>
        public HeadKind Head { get; }

        /// <summary>Gets the number of class labels.</summary>
        public int LabelCount { get; }

        /// <summary>Gets the input's shape and quantisation.</summary>
        public TensorInfo Input { get; }

        /// <summary>Gets the schedule.</summary>
        public StageInfo[] Stages { get; }

        /// <summary>Gets the number of outputs.</summary>
        public int OutputCount
        {
            get { return _outputCount; }
        }

        /// <summary>Gets the model's id.</summary>
        public string Id
        {
            get
            {
                byte[] text = new byte[LongestText];
                return ToText(text, Engine.ModelId(text));
            }
        }

        /// <summary>Gets the name of the kernels in use.</summary>
        public string Backend
        {
            get
            {
                byte[] text = new byte[LongestText];
                return ToText(text, Engine.Backend(text));
            }
        }

        /// <summary>Opens the model that is linked into the firmware.</summary>
        /// <param name="name">Its name; null for the first one.</param>
        /// <exception cref="InferenceException">There is none of that name, its package is damaged, or the arena is too small.</exception>
        public static Model Open(string name)
        {
            InferenceException.Check(Interop.Native.Open(name));
            return new Model(new NativeEngine());
        }

        /// <summary>Opens a package that was written to flash, in place.</summary>
        /// <exception cref="InferenceException">The board has no such flash, the package is damaged, or the arena is too small.</exception>
        public static Model OpenFlash(int address, int bytes)
        {
            InferenceException.Check(Interop.Native.OpenFlash(address, bytes));
            return new Model(new NativeEngine());
        }

        /// <summary>Shape and quantisation of an output.</summary>
        /// <exception cref="InferenceException">There is no such output.</exception>
        public TensorInfo GetOutput(int index)
        {
            int[] fields = new int[OutputField.Count];
            InferenceException.Check(Engine.OutputInfo(index, fields));
            return new TensorInfo(
                fields[OutputField.Height],
                fields[OutputField.Width],
                fields[OutputField.Channels],
                fields[OutputField.ZeroPoint],
                fields[OutputField.Scale]);
        }

        /// <summary>The bytes of an output, int8 height x width x channels; valid after an inference.</summary>
        /// <exception cref="InferenceException">There is no such output.</exception>
        public byte[] ReadOutput(int index)
        {
            byte[] bytes = new byte[GetOutput(index).Length];
            InferenceException.Check(Engine.OutputRead(index, bytes, 0, bytes.Length));
            return bytes;
        }

        /// <summary>The text of a class label.</summary>
        /// <exception cref="InferenceException">There is no such label.</exception>
        public string GetLabel(int label)
        {
            byte[] text = new byte[LongestText];
            return ToText(text, Engine.Label(label, text));
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

        private static StageInfo[] ReadStages(IEngine engine, int count)
        {
            StageInfo[] stages = new StageInfo[count];
            int[] fields = new int[StageField.Count];
            for (int stage = 0; stage < count; stage++)
            {
                InferenceException.Check(engine.StageInfo(stage, fields));
                stages[stage] = new StageInfo(fields);
            }

            return stages;
        }

        private static string ToText(byte[] text, int bytes)
        {
            return Encoding.UTF8.GetString(text, 0, InferenceException.Check(bytes));
        }
    }
}
