// SPDX-License-Identifier: MIT
using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>
    /// Runs inferences: walks stages, rows and columns of patches, hands each patch the input it waits for, and lets the engine do the
    /// arithmetic, one native call a patch. The order of this walk is the schedule; there is no other one.
    /// </summary>
    /// <remarks>
    /// An interpreter executes it, so that each inner loop holds what it needs in locals and calls nothing but the engine.
    /// </remarks>
    public class PatchScheduler
    {
        private readonly Model _model;
        private readonly int _handle;
        private readonly StageInfo[] _stages;
        private readonly int[] _region = new int[RegionField.Count];
        private readonly int[] _before = new int[CounterField.Count];
        private readonly int[] _after = new int[CounterField.Count];

        /// <summary>Creates a scheduler for a model. Allocates all it needs.</summary>
        public PatchScheduler(Model model)
        {
            _model = model;
            _handle = model.Handle;
            _stages = model.Stages;
            foreach (StageInfo stage in _stages)
            {
                Patches += stage.Rows * stage.Columns;
            }
        }

        /// <summary>Gets or sets who watches; null for nobody.</summary>
        public IScheduleObserver Observer { get; set; }

        /// <summary>Gets the number of patches of an inference.</summary>
        public int Patches { get; }

        /// <summary>Gets the time of the last inference, microseconds; 0 unless <see cref="Model.IsTimed"/>.</summary>
        public int TotalMicroseconds { get; private set; }

        /// <summary>Gets how much of it the source of the input took to deliver (a camera), microseconds.</summary>
        public int InputMicroseconds { get; private set; }

        /// <summary>Gets how much of it was spent in C, microseconds: kernels, and conversion of the input.</summary>
        public int EngineMicroseconds { get; private set; }

        /// <summary>Gets all the rest of it, microseconds: C# and the runtime that executes it.</summary>
        public int ManagedMicroseconds
        {
            get { return TotalMicroseconds - InputMicroseconds - EngineMicroseconds; }
        }

        /// <summary>
        /// Runs one inference, whole, whatever other threads do; the outputs then stay readable until the next one of any model. Where
        /// other threads run inferences too, hold <see cref="Model.Gate"/> until they have been read.
        /// </summary>
        /// <exception cref="InferenceException">The engine refused a call.</exception>
        public void Run(IInputSource input)
        {
            lock (_model.Gate)
            {
                if (_model.IsTimed)
                {
                    RunTimed(input);
                }
                else
                {
                    Walk(input);
                }
            }
        }

        private void RunTimed(IInputSource input)
        {
            _model.Check(Native.Counters(_handle, _before));
            Walk(input);
            _model.Check(Native.Counters(_handle, _after));
            TotalMicroseconds = Difference(CounterField.Microseconds);
            EngineMicroseconds = Difference(CounterField.KernelMicroseconds) + Difference(CounterField.InputMicroseconds);
            InputMicroseconds = input.Microseconds;
        }

        private int Difference(int field)
        {
            return _after[field] - _before[field];
        }

        private void Walk(IInputSource input)
        {
            input.Begin();
            try
            {
                for (int stage = 0; stage < _stages.Length; stage++)
                {
                    RunStage(stage, input);
                }
            }
            finally
            {
                input.End();
            }
        }

        private void RunStage(int stage, IInputSource input)
        {
            StageInfo info = _stages[stage];
            IScheduleObserver observer = Observer;
            bool wantsSteps = observer != null && observer.WantsSteps;
            bool needsInput = info.NeedsInput;
            int rows = info.Rows;
            int columns = info.Columns;
            int handle = _handle;
            int[] region = _region;
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    int result = 0;
                    if (needsInput)
                    {
                        result = Native.PatchBegin(handle, stage, row, column, region);
                        if (result > 0)
                        {
                            input.Fill(region);
                        }
                    }

                    bool hasInput = result > 0;
                    if (result >= 0)
                    {
                        result = wantsSteps ? RunSteps(stage, row, column) : Native.PatchRun(handle, stage, row, column);
                    }

                    if (result < 0)
                    {
                        _model.Check(result);
                    }

                    if (observer != null)
                    {
                        observer.PatchDone(stage, row, column, hasInput ? region : null);
                    }
                }
            }
        }

        private int RunSteps(int stage, int row, int column)
        {
            StageInfo info = _stages[stage];
            if (!info.NeedsInput)
            {
                _model.Check(Native.PatchBegin(_handle, stage, row, column, _region));
            }

            int[] before = new int[CounterField.Count];
            int[] after = new int[CounterField.Count];
            for (int step = 0; step < info.Operators; step++)
            {
                _model.Check(Native.Counters(_handle, before));
                _model.Check(Native.PatchStep(_handle, step));
                _model.Check(Native.Counters(_handle, after));
                Observer.StepDone(
                    info.FirstOperator + step,
                    after[CounterField.Microseconds] - before[CounterField.Microseconds],
                    after[CounterField.Cycles] - before[CounterField.Cycles]);
            }

            return 0;
        }
    }
}
