// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>A trained network that a student learns from.</summary>
internal interface ITeacher
{
    /// <summary>Features of a picture.</summary>
    int Width { get; }

    /// <returns>Features, one row a picture.</returns>
    float[][] Features(IReadOnlyList<PictureFile> pictures);

    /// <param name="views">N x 3 x H x W, 0 to 1; resized where the teacher's input is of another size.</param>
    TeacherAnswer Answer(Tensor views);
}
