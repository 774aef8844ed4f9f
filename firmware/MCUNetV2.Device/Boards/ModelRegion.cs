// SPDX-License-Identifier: MIT
using MCUNetV2.Diagnostics;
using MCUNetV2.Inference;

namespace MCUNetV2.Boards
{
    /// <summary>The part of a board's flash that holds a model of its own, which <c>mcunet flash --model</c> writes without new firmware.</summary>
    public static class ModelRegion
    {
        /// <summary>
        /// Opens the model in the board's region. Where the region is empty, or holds a package that is damaged, too large for the arena or
        /// laid out for other kernels, opens a model linked into the firmware; telemetry says so, unless it is empty.
        /// </summary>
        /// <param name="board">Board.</param>
        /// <param name="telemetry">Told of a package that cannot be used.</param>
        /// <param name="linked">Name of the linked model; null for the first one.</param>
        /// <exception cref="InferenceException">Neither can be opened.</exception>
        public static Model Open(IBoard board, Telemetry telemetry, string linked = null)
        {
            Model model = board.ModelBytes > 0 ? OpenRegion(board, telemetry) : null;
            return model != null ? model : Model.Open(linked);
        }

        private static Model OpenRegion(IBoard board, Telemetry telemetry)
        {
            try
            {
                Model model = Model.OpenFlash(board.ModelAddress, board.ModelBytes);
                if (model.Layout == model.BestLayout)
                {
                    return model;
                }

                telemetry.Warn("model in flash " + model.Id + " is laid out as " + model.Layout + ", not " + model.BestLayout
                    + ": opening the linked one");
                model.Dispose();
            }
            catch (InferenceException exception)
            {
                if (exception.Status != EngineStatus.Magic && exception.Status != EngineStatus.NotFound)
                {
                    telemetry.Warn("model in flash: " + exception.Message + ": opening the linked one");
                }
            }

            return null;
        }
    }
}
