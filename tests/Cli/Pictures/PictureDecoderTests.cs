// SPDX-License-Identifier: MIT
using MCUNetV2.Pictures;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Cli.Tests.Pictures;

/// <summary>Pictures as cameras, networks and disks leave them.</summary>
public sealed class PictureDecoderTests
{
    private const int Width = 48;
    private const int Height = 32;

    private static readonly byte[] Jpeg = TestPicture.Encode(SKEncodedImageFormat.Jpeg, Width, Height);

    /// <summary>Where the upright picture's pixel (x, y) is stored, by the words of the Exif standard for each orientation.</summary>
    public static TheoryData<byte, bool, Func<int, int, (int X, int Y)>> Orientations => new()
    {
        { 1, false, (x, y) => (x, y) }, // the 0th row is the top, the 0th column the left side
        { 2, false, (x, y) => (Width - 1 - x, y) }, // top, right
        { 3, false, (x, y) => (Width - 1 - x, Height - 1 - y) }, // bottom, right
        { 4, false, (x, y) => (x, Height - 1 - y) }, // bottom, left
        { 5, true, (x, y) => (y, x) }, // left side, top
        { 6, true, (x, y) => (y, Height - 1 - x) }, // right side, top
        { 7, true, (x, y) => (Width - 1 - y, Height - 1 - x) }, // right side, bottom
        { 8, true, (x, y) => (Width - 1 - y, x) }, // left side, bottom
    };

    [Theory]
    [MemberData(nameof(Orientations), DisableDiscoveryEnumeration = true)]
    public void A_picture_is_upright(byte orientation, bool isTransposed, Func<int, int, (int X, int Y)> stored)
    {
        DecodedPicture plain = PictureDecoder.Decode("plain", Jpeg, 4096);

        DecodedPicture picture = PictureDecoder.Decode("turned", TestPicture.Turn(Jpeg, orientation), 4096);

        (picture.Width, picture.Height).ShouldBe(isTransposed ? (Height, Width) : (Width, Height));
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                (int column, int row) = stored(x, y);
                Pixel(picture, x, y).ShouldBe(Pixel(plain, column, row), $"{x}, {y}");
            }
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Half_a_file_is_noticed(SKEncodedImageFormat format)
    {
        byte[] whole = TestPicture.Encode(format, 240, 240);

        PictureDecoder.Decode("whole", whole, 32, 32).IsDamaged.ShouldBeFalse();
        PictureDecoder.Decode("half", TestPicture.Cut(whole), 32, 32).IsDamaged.ShouldBeTrue();
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void Overwritten_bytes_are_noticed(SKEncodedImageFormat format) =>
        PictureDecoder.Decode("garbled", TestPicture.Garble(TestPicture.Encode(format, 240, 240)), 32, 32).IsDamaged.ShouldBeTrue();

    [Theory]
    [InlineData(30_000, 30_000)]
    [InlineData(240, 65_342)]
    [InlineData(32_769, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void An_enormous_picture_is_refused_before_it_is_decoded(int width, int height)
    {
        Exception refusal = Should.Throw<InvalidDataException>(() => PictureDecoder.Decode("huge.png", TestPicture.PngHead(width, height), 32, 32));

        refusal.Message.ShouldStartWith("huge.png: ");
    }

    [Fact]
    public void A_large_picture_is_scaled_first_and_keeps_its_aspect()
    {
        DecodedPicture picture = PictureDecoder.Decode("wide", TestPicture.Encode(SKEncodedImageFormat.Png, 6000, 300), 4096);
        DecodedPicture line = PictureDecoder.Decode("line", TestPicture.Encode(SKEncodedImageFormat.Png, 20_000, 3), 4096);

        (picture.Width, picture.Height, picture.Rgb.Length).ShouldBe((4096, 205, 4096 * 205 * 3));
        (line.Width, line.Height).ShouldBe((4096, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>404 Not Found</body></html>")]
    [InlineData("\u00FF\u00D8")]
    public void What_is_no_picture_is_named(string content) =>
        Should.Throw<InvalidDataException>(() => PictureDecoder.Decode("a.jpg", System.Text.Encoding.Latin1.GetBytes(content), 32, 32)).Message.ShouldStartWith("a.jpg: ");

    [Fact]
    public void No_mutant_escapes()
    {
        Random random = new(1);
        byte[][] seeds = [Jpeg, TestPicture.Turn(Jpeg, 6), TestPicture.Encode(SKEncodedImageFormat.Png), TestPicture.Encode(SKEncodedImageFormat.Webp)];
        for (int i = 0; i < 2000; i++)
        {
            byte[] mutant = [.. seeds[i % seeds.Length]];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            try
            {
                PictureDecoder.Decode("mutant", mutant[..random.Next(mutant.Length + 1)], 16, 16).Rgb.Length.ShouldBe(16 * 16 * 3);
            }
            catch (InvalidDataException)
            {
                // Named, which is what every verb turns into exit code 3.
            }
        }
    }

    private static (byte, byte, byte) Pixel(DecodedPicture picture, int x, int y)
    {
        int offset = ((y * picture.Width) + x) * 3;
        return (picture.Rgb[offset], picture.Rgb[offset + 1], picture.Rgb[offset + 2]);
    }
}
