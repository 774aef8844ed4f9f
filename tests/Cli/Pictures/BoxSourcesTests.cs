// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Pictures;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Cli.Tests.Pictures;

/// <summary>Marked objects as VOC's, COCO's and YOLO's tools write them; pictures are 8 x 4 pixels.</summary>
public sealed class BoxSourcesTests : IDisposable
{
    private static readonly byte[] Picture = TestPicture.Encode(SKEncodedImageFormat.Png, 8, 4);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Reads_Pascal_VOC()
    {
        _scratch.Write("JPEGImages/a.png", Picture);
        _scratch.Write("JPEGImages/b.png", Picture);
        Text("Annotations/a.xml", """
            <annotation><filename>a.png</filename><size><width>8</width><height>4</height><depth>3</depth></size>
              <object><name>cat</name><difficult>0</difficult><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></object>
              <object><name>dog</name><difficult>1</difficult><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>8</xmax><ymax>4</ymax></bndbox></object>
            </annotation>
            """);
        Text("Annotations/b.xml", "<annotation><filename>b.png</filename><size><width>8</width><height>4</height></size></annotation>");
        Text("ImageSets/Main/train.txt", "a\n");
        Text("ImageSets/Main/val.txt", "b\n");

        BoxedPicture[] pictures = Read();

        pictures.Select(picture => (picture.Name, picture.Split)).ShouldBe([("JPEGImages/a.png", "train"), ("JPEGImages/b.png", "val")]);
        pictures[0].Boxes.ShouldBe([new MarkedBox("cat", 0, 0.25, 0.5, 1, false), new MarkedBox("dog", 0.5, 0, 1, 1, true)]);
        pictures[0].Encoded.ShouldBe(Picture);
        pictures[1].Boxes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{0}/a.png", "annotations/instances_train2017.json", "train2017")]
    [InlineData("images/{0}/a.png", "annotations/instances_train2017.json", "train2017")]
    [InlineData("images/a.png", "annotations/instances_train2017.json", "train2017")]
    [InlineData("valid/a.png", "valid/_annotations.coco.json", "val")]
    public void Reads_COCO(string picture, string annotations, string split)
    {
        _scratch.Write(picture.Replace("{0}", split, StringComparison.Ordinal), Picture);
        Text(annotations, """
            { "images": [{ "id": 7, "file_name": "a.png", "width": 8, "height": 4 }],
              "categories": [{ "id": 3, "name": "cat" }, { "id": 9, "name": "dog" }],
              "annotations": [{ "image_id": 7, "category_id": 9, "bbox": [2, 1, 4, 2], "iscrowd": 0 }, { "image_id": 7, "category_id": 3, "bbox": [0, 0, 8, 4], "iscrowd": 1 }] }
            """);

        BoxedPicture read = Read().ShouldHaveSingleItem();

        read.Split.ShouldBe(split);
        read.Boxes.ShouldBe([new MarkedBox("dog", 0.25, 0.25, 0.75, 0.75, false), new MarkedBox("cat", 0, 0, 1, 1, true)]);
    }

    [Theory]
    [InlineData("images/val/a.png", "labels/val/a.txt", "val")]
    [InlineData("valid/images/a.png", "valid/labels/a.txt", "val")]
    [InlineData("images/a.png", "labels/a.txt", "train")]
    public void Reads_YOLO(string picture, string label, string split)
    {
        _scratch.Write(picture, Picture);
        _scratch.Write(picture.Replace("a.png", "empty.png", StringComparison.Ordinal), Picture);
        Text(label, "1 0.5 0.5 0.5 0.25\n\n0 0.25 0.5 0.5 1\n");
        Text("data.yaml", "train: images\nnames:\n  0: cat\n  1: dog\nnc: 2\n");

        BoxedPicture[] pictures = Read();

        pictures.ShouldAllBe(read => read.Split == split);
        pictures[0].Boxes.ShouldBe([new MarkedBox("dog", 0.25, 0.375, 0.75, 0.625, false), new MarkedBox("cat", 0, 0, 0.5, 1, false)]);
        pictures[1].Boxes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("data.yaml", "names: ['cat', \"dog\"]\n")]
    [InlineData("data.yml", "nc: 2\nnames:\n- cat\n- dog\n")]
    [InlineData("classes.txt", "cat\r\ndog\r\n")]
    public void Names_of_classes_are_written_in_several_ways(string file, string text)
    {
        _scratch.Write("images/a.png", Picture);
        Text("labels/a.txt", "1 0.5 0.5 0.5 0.25");
        Text(file, text);

        Read()[0].Boxes[0].Class.ShouldBe("dog");
    }

    [Theory]
    [InlineData("Annotations/a.xml", "<annotation><object/></annotation>", "a.xml: not an annotation of Pascal VOC: it has no number width")]
    [InlineData("Annotations/a.xml", "<annotation", "a.xml: not an annotation of Pascal VOC: ")]
    [InlineData("Annotations/a.xml", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><annotation/>", "a.xml: not an annotation of Pascal VOC: ")]
    [InlineData("Annotations/a.xml", "<annotation><filename>gone.png</filename><size><width>8</width><height>4</height></size></annotation>", "Annotations lists Annotations/gone.png, which is missing")]
    [InlineData("annotations/instances_val.json", "{}", "instances_val.json: not annotations of COCO: an entry has no categories")]
    [InlineData("annotations/instances_val.json", """{ "images": [{ "id": 7, "file_name": "a.png", "width": 8, "height": 4 }], "categories": [], "annotations": [{ "image_id": 7, "category_id": 77, "bbox": [0, 0, 1, 1] }] }""", "category 77 is not among the categories")]
    [InlineData("annotations/instances_val.json", """{ "images": [{ "id": 7, "file_name": "a.png", "width": 8, "height": 4 }], "categories": [{ "id": 1, "name": "cat" }], "annotations": [{ "image_id": 7, "category_id": 1, "bbox": [0, 0, 1e999, 1] }] }""", "bbox is not four numbers")]
    [InlineData("boxes.jsonl", """{ "file": "a.png", "split": "val", "boxes": [{ "cls": "cat", "box": [0, 0, 1, 1], "crowd": "x" }] }""", "line 1 is no picture with boxes: crowd is neither true, false nor a number")]
    [InlineData("annotations/instances_val.json", """{ "images": [{ "id": 7, "file_name": "../../a.png", "width": 8, "height": 4 }], "categories": [], "annotations": [] }""", "no file inside the data set")]
    [InlineData("notes.txt", "", "no pictures with boxes; one of these is needed: boxes.jsonl")]
    public void What_is_wrong_is_named(string file, string text, string mentions)
    {
        Text(file, text);

        Should.Throw<InvalidDataException>(() => Read()).Message.ShouldContain(mentions);
    }

    [Fact]
    public void A_listed_picture_without_annotation_is_named()
    {
        Text("Annotations/a.xml", "<annotation><size><width>8</width><height>4</height></size></annotation>");
        Text("ImageSets/Main/val.txt", "a\ngone\n");

        Should.Throw<InvalidDataException>(() => Read()).Message.ShouldContain("ImageSets/Main/val.txt lists gone, of which there is no Annotations/gone.xml");
    }

    [Theory]
    [InlineData("boxes.jsonl")]
    [InlineData("Annotations/a.xml")]
    [InlineData("annotations/instances_val.json")]
    public void A_pipe_is_not_waited_for(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes of Linux");

        Directory.CreateDirectory(Path.GetDirectoryName(_scratch.Path(name))!);
        System.Diagnostics.Process.Start("mkfifo", _scratch.Path(name)).WaitForExit();

        Should.Throw<InvalidDataException>(() => Read()).Message.ShouldEndWith("a pipe or a device; a file is needed");
    }

    [Theory]
    [InlineData("2 0.5 0.5 0.5 0.25")]
    [InlineData("cat 0.5 0.5 0.5 0.25")]
    [InlineData("0 0.5 0.5 0.5")]
    [InlineData("0 0.5 0.5 0.5 nan")]
    public void A_wrong_line_of_YOLO_is_named(string line)
    {
        _scratch.Write("images/a.png", Picture);
        Text("labels/a.txt", "0 0.5 0.5 0.5 0.25\n" + line);
        Text("classes.txt", "cat\ndog");

        Should.Throw<InvalidDataException>(() => Read()).Message.ShouldContain("a.txt: line 2 is not a class number, 0 to 1");
    }

    private BoxedPicture[] Read() => [.. BoxSources.Open(_scratch.Directory, new PictureIntake()).Read(_ => true)];

    private void Text(string name, string text) => _scratch.Write(name, Encoding.UTF8.GetBytes(text));
}
