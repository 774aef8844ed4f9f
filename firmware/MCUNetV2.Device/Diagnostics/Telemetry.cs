using MCUNetV2.Inference;

namespace MCUNetV2.Diagnostics
{
    /// <summary>Reports what the engine does as JSON, one object a line; docs/MEASURING.md lists the members.</summary>
    public class Telemetry
    {
        private readonly ITelemetryPort _port;
        private readonly IMemoryProbe _memory;
        private Model _model;
        private int _frame;
        private int _lastFrame;

        /// <summary>Reports to a port.</summary>
        /// <param name="port">Port.</param>
        /// <param name="memory">The board's memory; null when it cannot tell.</param>
        public Telemetry(ITelemetryPort port, IMemoryProbe memory = null)
        {
            _port = port;
            _memory = memory;
        }

        /// <summary>Reports what runs from now on: model, kernels, sizes.</summary>
        public void Start(Model model)
        {
            _model = model;
            _frame = 0;
            _lastFrame = _model.Engine.Microseconds();
            _port.WriteLine(new JsonLine("start")
                .Add("model", _model.Id)
                .Add("backend", _model.Backend)
                .Add("packageBytes", _model.PackageBytes)
                .Add("arenaUsedBytes", _model.ArenaBytes)
                .Add("inputHeight", _model.Input.Height)
                .Add("inputWidth", _model.Input.Width)
                .Add("inputChannels", _model.Input.Channels)
                .ToString());
        }

        /// <summary>Begins the line of one inference, to which the caller adds its result.</summary>
        public JsonLine Inference(PatchScheduler scheduler)
        {
            int now = _model.Engine.Microseconds();
            int interval = now - _lastFrame;
            _lastFrame = now;
            _frame++;
            int managed = scheduler.TotalMicroseconds - scheduler.InputMicroseconds - scheduler.EngineMicroseconds;
            return new JsonLine("inference")
                .Add("frame", _frame)
                .Add("framesPerSecond", interval > 0 ? 1000000f / interval : 0f)
                .Add("totalMicroseconds", scheduler.TotalMicroseconds)
                .Add("inputMicroseconds", scheduler.InputMicroseconds)
                .Add("nativeMicroseconds", scheduler.EngineMicroseconds)
                .Add("managedMicroseconds", managed)
                .Add("patches", scheduler.Patches);
        }

        /// <summary>Reports memory: arena, stack, heaps. Scans the arena: not for every frame.</summary>
        public void Memory()
        {
            ArenaUse arena = ArenaUse.Read(_model.Engine);
            JsonLine line = new JsonLine("memory")
                .Add("arenaBytes", arena.Size)
                .Add("arenaUsedBytes", arena.Model)
                .Add("arenaHighWaterBytes", arena.HighWater)
                .Add("imageBytes", arena.Image)
                .Add("stackBytes", _model.Engine.StackBytes());
            if (_memory != null)
            {
                line.Add("managedFreeBytes", _memory.ManagedFree())
                    .Add("internalFreeBytes", _memory.InternalFree())
                    .Add("externalFreeBytes", _memory.ExternalFree());
            }

            Send(line);
        }

        /// <summary>Reports the time of each operator.</summary>
        public void Steps(StepProfile profile)
        {
            Send(new JsonLine("steps").Add("microseconds", profile.Microseconds).Add("cycles", profile.Cycles));
        }

        /// <summary>Reports a failure from which the application goes on.</summary>
        public void Error(string message)
        {
            Send(new JsonLine("error").Add("message", message));
        }

        /// <summary>Sends a line.</summary>
        public void Send(JsonLine line)
        {
            _port.WriteLine(line.ToString());
        }
    }
}
