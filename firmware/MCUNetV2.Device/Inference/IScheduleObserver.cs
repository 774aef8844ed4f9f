// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>Watches an inference: for profiles, pictures of the schedule and tests.</summary>
    public interface IScheduleObserver
    {
        /// <summary>Whether each operator is run and timed by itself, at the price of one native call each.</summary>
        bool WantsSteps { get; }

        /// <summary>A patch is done.</summary>
        /// <param name="stage">Stage.</param>
        /// <param name="row">Row of the patch.</param>
        /// <param name="column">Column of the patch.</param>
        /// <param name="region">The input that was filled for it, see <see cref="RegionField"/>; null when none. Valid during the call.</param>
        void PatchDone(int stage, int row, int column, int[] region);

        /// <summary>A step of a patch is done; called only when steps are wanted.</summary>
        /// <param name="op">Number of the operator in the model.</param>
        /// <param name="microseconds">Time, from the engine's clock.</param>
        /// <param name="cycles">Cycles; 0 where there is no counter.</param>
        void StepDone(int op, int microseconds, int cycles);
    }
}
