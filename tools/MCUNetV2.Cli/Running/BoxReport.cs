namespace MCUNetV2.Cli.Running;

/// <summary>A detected object; coordinates as parts of the picture's width and height, 0 to 1.</summary>
internal sealed record BoxReport(int Class, double Probability, double Left, double Top, double Right, double Bottom);
