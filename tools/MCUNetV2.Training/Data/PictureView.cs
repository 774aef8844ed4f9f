// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>A view of a picture.</summary>
/// <param name="Picture">Index among the training pictures.</param>
/// <param name="Number">Which of its views, from 0; -1 where each is seen once only.</param>
internal readonly record struct PictureView(int Picture, int Number);
