// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Firmware.NanoClr;
using MCUNetV2.Host.Inference;
using MCUNetV2.VisualWakeWords;

// Writes, as C# source for the suite, what the host gives for seeded noise, for a camera's pattern and of a trial of learning: Expected PACKAGE FILE.
byte[] package = File.ReadAllBytes(args[0]);
using HostEngine engine = HostEngine.Open(package);
StringBuilder source = new("internal static class Expected\n{\n    public static readonly string[] Outputs =\n    {\n");
for (uint seed = 1; seed <= 2; seed++)
{
    IEnumerable<string> outputs = engine.Run(ByteTools.Noise(engine.Model.Input.Length, seed)).Outputs.Select(output => ByteTools.Checksum(output.Bytes) + ";");
    source.Append($"        \"{string.Concat(outputs)}\",\n");
}

int score = (int)(new WakeWordDetector(engine.Model, new Gradient()).Detect().Score * 65536);
source.Append($"    }};\n\n    public const int Score = {score};\n");
source.Append($"    public const string LearntVectors = \"{LearningTrial.OfVectors()}\";\n");
source.Append($"    public const string LearntOutputs = \"{LearningTrial.OfModel(engine.Model)}\";\n}}\n");
File.WriteAllText(args[1], source.ToString());
