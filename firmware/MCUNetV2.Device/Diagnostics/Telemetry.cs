// SPDX-License-Identifier: MIT
using System;
using MCUNetV2.Detection;
using MCUNetV2.Inference;
using MCUNetV2.Interop;

namespace MCUNetV2.Diagnostics
{
    /// <summary>Reports what the engine does as JSON, one object a line; docs/MEASURING.md lists the members.</summary>
    public class Telemetry
    {
        private const int LongestPiece = 1536; // bytes of a line

        private readonly ITelemetryPort _port;
        private readonly IMemoryProbe _memory;
        private readonly string _board;
        private Model _model;
        private int _frame;
        private int _lastFrame;

        /// <summary>Reports to a port.</summary>
        /// <param name="port">Port.</param>
        /// <param name="memory">The board's memory; null when it cannot tell.</param>
        /// <param name="board">The board's name, as <c>mcunet --board</c> takes it.</param>
        public Telemetry(ITelemetryPort port, IMemoryProbe memory = null, string board = "B")
        {
            _board = board;
            _port = port;
            _memory = memory;
        }

        /// <summary>Reports what runs from now on: model, kernels, sizes.</summary>
        public void Start(Model model)
        {
            _model = model;
            _model.IsTimed = true;
            _frame = 0;
            _lastFrame = Native.Microseconds();
            _port.WriteLine(new JsonLine("start")
                .Add("model", _model.Id)
                .Add("backend", _model.Backend)
                .Add("layout", _model.Layout)
                .Add("bestLayout", _model.BestLayout)
                .Add("packageBytes", _model.PackageBytes)
                .Add("arenaUsedBytes", _model.ArenaBytes)
                .Add("inputHeight", _model.Input.Height)
                .Add("inputWidth", _model.Input.Width)
                .Add("inputChannels", _model.Input.Channels)
                .ToString());
            if (_model.Layout != _model.BestLayout)
            {
                Warn("package " + _model.Id + " is laid out as " + _model.Layout + ", this firmware's fastest kernels read "
                    + _model.BestLayout + ": ./mcunet compile MODEL --board " + _board + " writes one several times faster");
            }
        }

        /// <summary>Begins the line of one inference, to which the caller adds its result.</summary>
        public JsonLine Inference(PatchScheduler scheduler)
        {
            int now = Native.Microseconds();
            int interval = now - _lastFrame;
            _lastFrame = now;
            _frame++;
            return new JsonLine("inference")
                .Add("frame", _frame)
                .Add("framesPerSecond", interval > 0 ? 1000000f / interval : 0f)
                .Add("totalMicroseconds", scheduler.TotalMicroseconds)
                .Add("inputMicroseconds", scheduler.InputMicroseconds)
                .Add("nativeMicroseconds", scheduler.EngineMicroseconds)
                .Add("managedMicroseconds", scheduler.ManagedMicroseconds)
                .Add("patches", scheduler.Patches);
        }

        /// <summary>Reports an object that was found.</summary>
        public void Object(DetectedObject found)
        {
            Send(new JsonLine("object")
                .Add("class", found.ClassIndex)
                .Add("label", found.Label)
                .Add("score", found.Score)
                .Add("left", found.Left)
                .Add("top", found.Top)
                .Add("right", found.Right)
                .Add("bottom", found.Bottom));
        }

        /// <summary>Reports memory: arena, stack, heaps. Scans the arena: not for every frame.</summary>
        public void Memory()
        {
            ArenaUse arena = ArenaUse.Read(_model);
            JsonLine line = new JsonLine("memory")
                .Add("arenaBytes", arena.Size)
                .Add("arenaUsedBytes", arena.Model)
                .Add("arenaHighWaterBytes", arena.HighWater)
                .Add("imageBytes", arena.Image)
                .Add("stackBytes", Native.StackBytes());
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

        /// <summary>Reports what the last inference of a model put out, in pieces: int8, height x width x channels, as base64.</summary>
        public void Outputs(Model model)
        {
            for (int output = 0; output < model.OutputCount; output++)
            {
                byte[] bytes = model.ReadOutput(output);
                for (int first = 0; first < bytes.Length; first += LongestPiece)
                {
                    int count = Math.Min(LongestPiece, bytes.Length - first);
                    Send(new JsonLine("output")
                        .Add("output", output)
                        .Add("bytes", bytes.Length)
                        .Add("first", first)
                        .Add("data", Convert.ToBase64String(bytes, first, count)));
                }
            }
        }

        /// <summary>Reports a failure from which the application goes on.</summary>
        public void Error(string message)
        {
            Send(new JsonLine("error").Add("message", message));
        }

        /// <summary>Reports what works, but should not stay as it is.</summary>
        public void Warn(string message)
        {
            Send(new JsonLine("warning").Add("message", message));
        }

        /// <summary>Sends a line.</summary>
        public void Send(JsonLine line)
        {
            _port.WriteLine(line.ToString());
        }
    }
}
