// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Threading;
using MCUNetV2.Inference;

namespace MCUNetV2.Interop
{
    /// <summary>The handles of a PC: each stands for a model that is open on a board of this process, or on an engine that a program registered.</summary>
    public static class OpenEngines
    {
        private static readonly ConcurrentDictionary<int, IEngine> Open = new ConcurrentDictionary<int, IEngine>();
        private static int _handles;

        /// <summary>Gives an engine's open model a handle.</summary>
        public static int Register(IEngine engine)
        {
            int handle = Interlocked.Increment(ref _handles);
            Open[handle] = engine;
            return handle;
        }

        /// <summary>The engine of a handle; false when the model was closed, or never open.</summary>
        public static bool Find(int model, out IEngine engine)
        {
            return Open.TryGetValue(model, out engine);
        }

        /// <summary>Takes a handle away.</summary>
        internal static bool Remove(int model, out IEngine engine)
        {
            return Open.TryRemove(model, out engine);
        }

        /// <summary>The status of a call with a handle that stands for nothing.</summary>
        internal static int Missing(int model)
        {
            return model > 0 && model <= Volatile.Read(ref _handles) ? EngineStatus.Closed : EngineStatus.State;
        }
    }
}
