namespace MCUNetV2.Compiler.TfLite;

/// <summary>The bytes are not a well-formed .tflite. The message is one line for the person who named the file.</summary>
public sealed class ModelFormatException : Exception
{
    public ModelFormatException(string message)
        : base(message)
    {
    }

    public ModelFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
