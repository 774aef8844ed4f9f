// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Firmware.NanoClr;
using MCUNetV2.Host.Inference;
using MCUNetV2.VisualWakeWords;

// Writes, as C# source for the suite, what the host gives for seeded noise and for a camera's pattern: Expected PACKAGE FILE.
var package = File.ReadAllBytes(args[0]);
using var engine = HostEngine.Open(package);
var source = new StringBuilder("internal static class Expected\n{\n    public static readonly string[] Outputs =\n    {\n");
for (var seed = 1u; seed <= 2; seed++)
{
    var outputs = engine.Run(Noise(engine.Model.Input.Length, seed)).Outputs.Select(output => Checksum(output.Bytes) + ";");
    source.Append($"        \"{string.Concat(outputs)}\",\n");
}

var score = (int)(new WakeWordDetector(engine.Model, new Gradient()).Detect().Score * 65536);
File.WriteAllText(args[1], source.Append($"    }};\n\n    public const int Score = {score};\n}}\n").ToString());

static byte[] Noise(int length, uint state)
{
    var noise = new byte[length];
    for (var index = 0; index < length; index++)
    {
        state = unchecked((state * 1664525u) + 1013904223u);
        noise[index] = (byte)(state >> 24);
    }

    return noise;
}

static string Checksum(byte[] bytes)
{
    uint a = 1, b = 0;
    foreach (var value in bytes)
    {
        a = (a + value) % 65521u;
        b = (b + a) % 65521u;
    }

    return $"{bytes.Length}:{(b << 16) | a:x8}";
}
