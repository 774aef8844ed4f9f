// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>
    /// The engine has one arena, so that one inference runs at a time: its caller holds this lock from the first patch to the last output.
    /// </summary>
    public static class EngineGate
    {
        private static readonly object Gate = new object();

        /// <summary>The lock of the engine that a model runs on; on a board there is one.</summary>
        /// <param name="model">Handle of the model.</param>
        public static object Of(int model)
        {
            return Gate;
        }

        /// <summary>The lock of the engine that opens the next model.</summary>
        public static object Next()
        {
            return Gate;
        }
    }
}
