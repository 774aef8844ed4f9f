namespace MCUNetV2.Cli.Pictures;

/// <summary>The input pixels that one patch of the first stage asked for: rows [Top, Bottom), columns [Left, Right).</summary>
internal readonly record struct PatchRegion(int Row, int Column, int Top, int Bottom, int Left, int Right);
