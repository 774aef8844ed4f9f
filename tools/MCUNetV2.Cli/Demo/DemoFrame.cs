namespace MCUNetV2.Cli.Demo;

/// <summary>One photograph that the simulated camera delivered, and what the firmware made of it.</summary>
/// <param name="File">Name below the sample directory.</param>
/// <param name="Photograph">The file's bytes (JPEG).</param>
/// <param name="Seen">The model's input as it arrived, as PNG.</param>
/// <param name="Expected">Whether a person is in it; null when the folder does not say.</param>
/// <param name="Probability">Of a person, 0 to 1.</param>
/// <param name="IsPerson">The firmware's answer.</param>
/// <param name="Led">Whether the LED was lit afterwards.</param>
/// <param name="Microseconds">Of the inference on this PC.</param>
internal sealed record DemoFrame(
    string File, byte[] Photograph, byte[] Seen, bool? Expected, double Probability, bool IsPerson, bool Led, int Microseconds);
