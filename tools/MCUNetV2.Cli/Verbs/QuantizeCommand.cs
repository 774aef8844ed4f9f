namespace MCUNetV2.Cli.Verbs;

/// <summary><c>quantize</c>, in the quantisation program.</summary>
internal sealed class QuantizeCommand() : ForwardedCommand("quantize", "Turn a float ONNX network into an int8 .tflite", ToolProgram.Quantization);
