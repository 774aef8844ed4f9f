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

    /// <summary>What may stand in a PNG's data chunks instead of its rows.</summary>
    public static TheoryData<string, Func<byte[], byte[][]>> MissingData => new()
    {
        { "no chunk", _ => [] },
        { "an empty chunk", _ => [[]] },
        { "no rows, packed properly", _ => [TestPicture.Pack([])] },
        { "half of the rows, packed properly", _ => [TestPicture.Pack(new byte[Height / 2 * (1 + (3 * Width))])] },
        { "half of what is packed", packed => [packed[..(packed.Length / 2)]] },
    };

    [Theory]
    [MemberData(nameof(MissingData), DisableDiscoveryEnumeration = true)]
    public void A_picture_without_its_data_is_noticed(string what, Func<byte[], byte[][]> change)
    {
        byte[] png = TestPicture.Encode(SKEncodedImageFormat.Png, Width, Height);
        IsWhole(TestPicture.ChangePngData(png, packed => [packed])).ShouldBeTrue();
        IsWhole(TestPicture.ChangePngData(png, packed => [packed[..10], [], packed[10..]])).ShouldBeTrue();

        IsWhole(TestPicture.ChangePngData(png, change)).ShouldBeFalse(what);
        IsWhole(TestPicture.WithoutScan(Jpeg)).ShouldBeFalse();
    }

    /// <summary>All colour types and depths of ISO/IEC 15948, interlaced and not, of sizes that fill no byte: what a row takes is counted right.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public void Rows_of_every_kind_are_counted(byte colourType, byte depth)
    {
        int samples = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        foreach ((int width, int height) in new[] { (1, 1), (2, 3), (5, 7), (13, 9), (33, 17) })
        {
            int rows = height * (1 + (((width * samples * depth) + 7) / 8));
            IsWhole(TestPicture.Png(width, height, depth, colourType, isInterlaced: false, new byte[rows])).ShouldBeTrue();
            IsWhole(TestPicture.Png(width, height, depth, colourType, isInterlaced: false, new byte[rows - 1])).ShouldBeFalse();

            // Adam7: pixel (x, y) belongs to the pass that the pattern of 8 x 8 says.
            const string Pattern = "1646264677777777565656567777777736463646777777775656565677777777";
            int passes = 0;
            for (char pass = '1'; pass <= '7'; pass++)
            {
                int[] widths = [.. Enumerable.Range(0, height).Select(y => Enumerable.Range(0, width).Count(x => Pattern[((y % 8) * 8) + (x % 8)] == pass)).Where(count => count > 0)];
                passes += widths.Sum(count => 1 + (((count * samples * depth) + 7) / 8));
            }

            IsWhole(TestPicture.Png(width, height, depth, colourType, isInterlaced: true, new byte[passes])).ShouldBeTrue($"{width} x {height}");
            IsWhole(TestPicture.Png(width, height, depth, colourType, isInterlaced: true, new byte[passes - 1])).ShouldBeFalse($"{width} x {height}");
        }
    }

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

    /// <summary>Whether a picture is taken without a warning.</summary>
    private static bool IsWhole(byte[] encoded)
    {
        try
        {
            return !PictureDecoder.Decode("picture", encoded, 32, 32).IsDamaged;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static (byte, byte, byte) Pixel(DecodedPicture picture, int x, int y)
    {
        int offset = ((y * picture.Width) + x) * 3;
        return (picture.Rgb[offset], picture.Rgb[offset + 1], picture.Rgb[offset + 2]);
    }
}
