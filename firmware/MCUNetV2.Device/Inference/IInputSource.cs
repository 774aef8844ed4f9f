// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>Where the model's input comes from: the scheduler asks for it region by region.</summary>
    public interface IInputSource
    {
        /// <summary>
        /// Gets the time that the source itself took for the last inference, microseconds: a camera's picture, without its conversion. 0 where
        /// there is none, or <see cref="Model.IsTimed"/> is not set.
        /// </summary>
        int Microseconds { get; }

        /// <summary>An inference begins.</summary>
        void Begin();

        /// <summary>Fills the input region of the begun patch.</summary>
        /// <param name="region">The region, see <see cref="RegionField"/>; it has at least one pixel.</param>
        void Fill(int[] region);

        /// <summary>The inference needs no more input.</summary>
        void End();
    }
}
