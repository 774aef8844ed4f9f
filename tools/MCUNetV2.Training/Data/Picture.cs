namespace MCUNetV2.Training.Data;

/// <summary>A decoded, labelled picture.</summary>
/// <param name="Name">Name inside the data set.</param>
/// <param name="Label">Index of the class.</param>
/// <param name="Source">Collection that it comes from.</param>
/// <param name="Origin">Where the label comes from.</param>
/// <param name="Pixels">RGB, row by row.</param>
internal sealed record Picture(string Name, int Label, string Source, string Origin, byte[] Pixels);
