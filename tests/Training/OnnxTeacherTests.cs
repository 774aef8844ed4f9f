// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;
using MCUNetV2.Tools.Tests.Onnx;
using MCUNetV2.Training.Teachers;
using Shouldly;
using SkiaSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>A float network in ONNX teaches: its features of pictures and of views, in whatever pixels it takes.</summary>
public sealed class OnnxTeacherTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mcunet-teacher-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The network gives the means of its three planes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Planes_are_what_the_teacher_takes_for_a_pixel(bool blueFirst)
    {
        using OnnxTeacher teacher = new(Write(8), null, new TeacherPixels([0.5f, 0.25f, 0], [0.5f, 0.125f, 1 / 255f], blueFirst));
        Tensor views = stack([full([4, 4], 1f), full([4, 4], 0.5f), full([4, 4], 0.2f)]).unsqueeze(0);

        TeacherAnswer answer = teacher.Answer(cat([views, zeros_like(views)]));

        float[][] expected = [[1, 2, 51], [-1, -2, 0]];
        teacher.Width.ShouldBe(3);
        answer.Features.data<float>().ToArray().ShouldBe(expected.SelectMany(row => blueFirst ? row.Reverse() : row).ToArray(), 1e-3);
        answer.Logits.data<float>().ToArray().ShouldBe(answer.Features.data<float>().ToArray());
    }

    [Fact]
    public void A_picture_file_is_seen_at_the_teachers_size()
    {
        using OnnxTeacher teacher = new(Write(8), null, TeacherPixels.Plain);
        using SKBitmap bitmap = new(20, 30);
        bitmap.Erase(new SKColor(255, 51, 102));
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        float[][] rows = teacher.Features([Picture("a.png", png.ToArray()), Picture("b.png", png.ToArray())]);

        rows.Length.ShouldBe(2);
        rows[1].ShouldBe([1f, 0.2f, 0.4f], 1e-3);
    }

    [Fact]
    public void A_size_is_given_where_the_file_leaves_it_open_and_nowhere_else()
    {
        using (OnnxTeacher open = new(Write(-1), 16, TeacherPixels.Plain))
        {
            open.Answer(zeros(1, 3, 32, 32)).Features.shape.ShouldBe([1L, 3L]);
        }

        Should.Throw<InvalidDataException>(() => new OnnxTeacher(Write(-1), null, TeacherPixels.Plain)).Message.ShouldContain("leaves its input size open");
        Should.Throw<InvalidDataException>(() => new OnnxTeacher(Write(8), 16, TeacherPixels.Plain)).Message.ShouldContain("its input is 8 x 8, not 16 x 16");
        Should.Throw<InvalidDataException>(() => new OnnxTeacher(Write(8, channels: 1), null, TeacherPixels.Plain)).Message.ShouldContain("a teacher takes N x 3 x S x S pixels");
        Should.Throw<InvalidDataException>(() => new TeacherPixels([], [1, 0, 1], false).Of(1)).Message.ShouldContain("above 0");
        Should.Throw<InvalidDataException>(() => new TeacherPixels([1], [], false).Of(0)).Message.ShouldContain("one a channel, three, are needed");
    }

    [Fact]
    public void A_file_that_is_no_network_is_named()
    {
        string path = Path.Combine(_folder.FullName, "torn.onnx");
        File.WriteAllBytes(path, [1, 2, 3]);
        Should.Throw<InvalidDataException>(() => TeacherFile.Load(path, TeacherPixels.Plain)).Message.ShouldStartWith(path);
        Should.Throw<FileNotFoundException>(() => TeacherFile.Load("absent.onnx@64", TeacherPixels.Plain)).Message.ShouldBe("absent.onnx: no such file");
    }

    private static PictureFile Picture(string name, byte[] encoded) => new(name, 0, false, "", "", encoded);

    private string Write(long size, int channels = 3)
    {
        string path = Path.Combine(_folder.FullName, $"means{size}.{channels}.onnx");
        File.WriteAllBytes(path, OnnxBytes.Model(
            13,
            OnnxBytes.Input("x", 1, channels, size, size),
            OnnxBytes.Node("GlobalAveragePool", ["x"], ["means"]),
            OnnxBytes.Output("means")));
        return path;
    }
}
