namespace MCUNetV2.Inference
{
    /// <summary>
    /// Runs inferences: walks stages, rows and columns of patches, hands each patch the input it waits for, and lets the engine do the
    /// arithmetic, one native call a patch. The order of this walk is the schedule; there is no other one.
    /// </summary>
    public class PatchScheduler
    {
        private readonly Model _model;
        private readonly IEngine _engine;
        private readonly int[] _region = new int[RegionField.Count];

        /// <summary>Creates a scheduler for a model. Allocates all it needs.</summary>
        public PatchScheduler(Model model)
        {
            _model = model;
            _engine = model.Engine;
        }

        /// <summary>Gets or sets who watches; null for nobody.</summary>
        public IScheduleObserver Observer { get; set; }

        /// <summary>Gets the time of the last inference, microseconds.</summary>
        public int TotalMicroseconds { get; private set; }

        /// <summary>Gets how much of it went into getting input, microseconds.</summary>
        public int InputMicroseconds { get; private set; }

        /// <summary>Gets how much of it was spent in the engine's kernels, microseconds.</summary>
        public int EngineMicroseconds { get; private set; }

        /// <summary>Gets the number of patches of the last inference.</summary>
        public int Patches { get; private set; }

        /// <summary>Runs one inference; the outputs then stay readable until the next one.</summary>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        public void Run(IInputSource input)
        {
            int start = _engine.Microseconds();
            InputMicroseconds = 0;
            EngineMicroseconds = 0;
            Patches = 0;
            input.Begin();
            try
            {
                for (int stage = 0; stage < _model.Stages.Length; stage++)
                {
                    RunStage(stage, input);
                }
            }
            finally
            {
                input.End();
            }

            TotalMicroseconds = _engine.Microseconds() - start;
        }

        private void RunStage(int stage, IInputSource input)
        {
            StageInfo info = _model.Stages[stage];
            for (int row = 0; row < info.Rows; row++)
            {
                for (int column = 0; column < info.Columns; column++)
                {
                    int[] region = info.NeedsInput ? FillInput(stage, row, column, input) : null;
                    RunPatch(stage, row, column);
                    Patches++;
                    Observer?.PatchDone(stage, row, column, region);
                }
            }
        }

        /// <summary>Begins a patch and fills its input region; the region, or null when it is empty.</summary>
        private int[] FillInput(int stage, int row, int column, IInputSource input)
        {
            int start = _engine.Microseconds();
            int rows = InferenceException.Check(_engine.PatchBegin(stage, row, column, _region));
            if (rows > 0)
            {
                input.Fill(_region);
            }

            InputMicroseconds += _engine.Microseconds() - start;
            return rows > 0 ? _region : null;
        }

        private void RunPatch(int stage, int row, int column)
        {
            int start = _engine.Microseconds();
            if (Observer != null && Observer.WantsSteps)
            {
                RunSteps(stage, row, column);
            }
            else
            {
                InferenceException.Check(_engine.PatchRun(stage, row, column));
            }

            EngineMicroseconds += _engine.Microseconds() - start;
        }

        private void RunSteps(int stage, int row, int column)
        {
            StageInfo info = _model.Stages[stage];
            if (!info.NeedsInput)
            {
                InferenceException.Check(_engine.PatchBegin(stage, row, column, _region));
            }

            for (int step = 0; step < info.Operators; step++)
            {
                int start = _engine.Microseconds();
                int cycles = _engine.Cycles();
                InferenceException.Check(_engine.PatchStep(step));
                cycles = _engine.Cycles() - cycles;
                Observer.StepDone(info.FirstOperator + step, _engine.Microseconds() - start, cycles);
            }
        }
    }
}
