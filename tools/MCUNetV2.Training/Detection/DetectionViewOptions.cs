// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Detection;

/// <summary>How much views differ from their pictures.</summary>
/// <param name="Mosaic">Share of views that are put together of four or nine pictures, 0 to 1 (Bochkovskiy et al. 2020, YOLOv4).</param>
/// <param name="SmallestArea">Of a view, as part of the picture.</param>
/// <param name="LargestArea">Of a view; above 1 it reaches beyond the picture, which is grey there.</param>
/// <param name="Colour">1 for strong changes of brightness, contrast, saturation and tint, 0 for none.</param>
internal sealed record DetectionViewOptions(float Mosaic = 0.5f, float SmallestArea = 0.25f, float LargestArea = 1.8f, float Colour = 0.6f);
