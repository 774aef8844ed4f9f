using MCUNetV2.Cli.Programs;

namespace MCUNetV2.Cli.Verbs.Quantization;

/// <summary><c>quantize</c>, in the quantisation program.</summary>
internal sealed class QuantizeCommand() : ForwardedCommand("quantize", "Turn a float .onnx or .tflite into an int8 .tflite", ToolProgram.Quantization);
