// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Diagnostics
{
    /// <summary>Adds up the time of each operator over an inference.</summary>
    public class StepProfile : IScheduleObserver
    {
        private readonly int[] _microseconds;
        private readonly int[] _cycles;

        /// <summary>Creates a profile for a model.</summary>
        public StepProfile(Model model)
        {
            StageInfo last = model.GetStage(model.StageCount - 1);
            _microseconds = new int[last.FirstOperator + last.Operators];
            _cycles = new int[_microseconds.Length];
        }

        /// <inheritdoc/>
        public bool WantsSteps
        {
            get { return true; }
        }

        /// <summary>Gets the time of each operator since the last reset, microseconds.</summary>
        public int[] Microseconds
        {
            get { return _microseconds; }
        }

        /// <summary>Gets the cycles of each operator since the last reset; 0 where there is no counter.</summary>
        public int[] Cycles
        {
            get { return _cycles; }
        }

        /// <summary>Starts again at zero.</summary>
        public void Reset()
        {
            for (int index = 0; index < _microseconds.Length; index++)
            {
                _microseconds[index] = 0;
                _cycles[index] = 0;
            }
        }

        /// <inheritdoc/>
        public void PatchDone(int stage, int row, int column, int[] region)
        {
        }

        /// <inheritdoc/>
        public void StepDone(int op, int microseconds, int cycles)
        {
            _microseconds[op] += microseconds;
            _cycles[op] += cycles;
        }
    }
}
