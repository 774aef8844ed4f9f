// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Pictures with marked objects as a data set of classes.</summary>
public sealed class MarkedSourceTests
{
    [Fact]
    public void A_picture_has_the_class_of_its_largest_object_and_the_first_class_without_one()
    {
        using Scratch scratch = new();
        scratch.Write("boxes.jsonl", """
            {"file": "person.jpg", "split": "train", "source": "voc", "boxes": [{"cls": "person", "box": [0, 0, 0.1, 0.1]}, {"cls": "dog", "box": [0, 0, 1, 1]}]}
            {"file": "far.jpg", "split": "trainval", "source": "voc", "boxes": [{"cls": "person", "box": [0.5, 0.5, 0.57, 0.57]}]}
            {"file": "dog.jpg", "split": "val", "boxes": [{"cls": "dog", "box": [0, 0, 1, 1]}]}
            {"file": "kept back.jpg", "split": "test", "boxes": []}

            """u8.ToArray());
        foreach (string name in new[] { "person.jpg", "far.jpg", "dog.jpg" })
        {
            scratch.Write(name, [1]);
        }

        PictureFile[] pictures = [.. PictureSource.Open(scratch.Directory, ["no person", "person"], new PictureIntake()).Read()];

        pictures.Select(picture => (picture.Name, picture.Label, picture.IsValidation, picture.Source)).ShouldBe(
            [("person.jpg", 1, false, "voc"), ("far.jpg", 0, false, "voc"), ("dog.jpg", 0, true, "")]);
    }
}
