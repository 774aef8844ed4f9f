// SPDX-License-Identifier: MIT
using MCUNetV2.Interop;

namespace MCUNetV2.Inference
{
    /// <summary>The locks of the engines of a PC: one for each, where a board has one. Stands in for the firmware's own class.</summary>
    public static class EngineGate
    {
        private static readonly object Nobody = new object();

        /// <summary>The lock of the engine that a model runs on.</summary>
        public static object Of(int model)
        {
            return OpenEngines.Find(model, out IEngine engine) ? engine.Gate : Nobody;
        }

        /// <summary>The lock of the engine that opens the next model.</summary>
        public static object Next()
        {
            return HostBoard.Current == null ? Nobody : HostBoard.Current.Gate;
        }
    }
}
