// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>How much views differ from their pictures.</summary>
/// <param name="SmallestArea">Of a view, as part of the picture.</param>
/// <param name="LargestArea">Of a view; above 1 it reaches beyond the picture, whose edge is repeated there.</param>
/// <param name="Colour">1 for strong changes of brightness, contrast, saturation and tint, 0 for none.</param>
/// <param name="Blur">Share of views that have been small once, as pictures from poor cameras and resized ones have; 0 to 1.</param>
/// <param name="Wiped">Share of views with a rectangle wiped out, 0 to 1.</param>
/// <param name="Mixed">Share of views that are mixed with another one, 0 to 1; see <see cref="ViewMixing"/>.</param>
/// <param name="PerPicture">How many views of a picture there are, of which an epoch shows one; 0 for new ones in every epoch.</param>
internal sealed record AugmentationOptions(float SmallestArea = 0.5f, float LargestArea = 1.1f, float Colour = 1, float Blur = 0, float Wiped = 0.25f, float Mixed = 0, int PerPicture = 0);
