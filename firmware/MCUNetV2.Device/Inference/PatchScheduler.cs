// SPDX-License-Identifier: MIT
using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>
    /// Runs inferences: walks stages, rows and columns of patches, hands each patch the input it waits for, and lets the engine do the
    /// arithmetic, one native call a patch. The order of this walk is the schedule; there is no other one.
    /// </summary>
    /// <remarks>
    /// An interpreter executes it: the loop over patches holds what it reads in locals, since a property costs as much as ten steps of
    /// arithmetic, and calls nothing but the engine and the source of the input; observers and clocks cost those who ask for them.
    /// </remarks>
    public class PatchScheduler
    {
        private readonly Model _model;
        private readonly int _handle;
        private readonly int[] _rows;
        private readonly int[] _columns;
        private readonly bool[] _needsInput;
        private readonly int[] _region = new int[RegionField.Count];
        private readonly int[] _before = new int[CounterField.Count];
        private readonly int[] _after = new int[CounterField.Count];

        /// <summary>Creates a scheduler for a model. Allocates all it needs.</summary>
        public PatchScheduler(Model model)
        {
            _model = model;
            _handle = model.Handle;
            int count = model.StageCount;
            _rows = new int[count];
            _columns = new int[count];
            _needsInput = new bool[count];
            int[] fields = new int[StageField.Count];
            int patches = 0;
            for (int stage = 0; stage < count; stage++)
            {
                model.Check(Native.StageInfo(_handle, stage, fields));
                int rows = fields[StageField.Rows];
                int columns = fields[StageField.Columns];
                _rows[stage] = rows;
                _columns[stage] = columns;
                _needsInput[stage] = fields[StageField.NeedsInput] != 0;
                patches += rows * columns;
            }

            Patches = patches;
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
        public int ManagedMicroseconds { get; private set; }

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
            ManagedMicroseconds = TotalMicroseconds - InputMicroseconds - EngineMicroseconds;
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
                RunPatches(input);
            }
            finally
            {
                input.End();
            }
        }

        /// <summary>The one loop over patches. A begun patch that the engine refused is refused again when it is to run.</summary>
        private void RunPatches(IInputSource input)
        {
            int handle = _handle;
            int[] region = _region;
            int[] rowsOf = _rows;
            int[] columnsOf = _columns;
            bool[] needsInput = _needsInput;
            IScheduleObserver observer = Observer;
            int stages = rowsOf.Length;
            for (int stage = 0; stage < stages; stage++)
            {
                int rows = rowsOf[stage];
                int columns = columnsOf[stage];
                bool isFed = needsInput[stage];
                for (int row = 0; row < rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        if (isFed && Native.PatchBegin(handle, stage, row, column, region) > 0)
                        {
                            input.Fill(region);
                        }

                        int result = observer == null
                            ? Native.PatchRun(handle, stage, row, column)
                            : RunObserved(observer, stage, row, column);
                        if (result < 0)
                        {
                            _model.Check(result);
                        }
                    }
                }
            }
        }

        private int RunObserved(IScheduleObserver observer, int stage, int row, int column)
        {
            int result = observer.WantsSteps ? RunSteps(observer, stage, row, column) : Native.PatchRun(_handle, stage, row, column);
            if (result >= 0)
            {
                bool hasInput = _needsInput[stage] && _region[RegionField.Top] < _region[RegionField.Bottom];
                observer.PatchDone(stage, row, column, hasInput ? _region : null);
            }

            return result;
        }

        private int RunSteps(IScheduleObserver observer, int stage, int row, int column)
        {
            StageInfo info = _model.GetStage(stage);
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
                observer.StepDone(
                    info.FirstOperator + step,
                    after[CounterField.Microseconds] - before[CounterField.Microseconds],
                    after[CounterField.Cycles] - before[CounterField.Cycles]);
            }

            return 0;
        }
    }
}
