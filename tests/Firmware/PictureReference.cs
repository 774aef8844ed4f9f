// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;

namespace MCUNetV2.Firmware.Tests;

/// <summary>What the converter of camera rows must give, written down plainly: whole frames, doubles, no state.</summary>
internal static class PictureReference
{
    /// <summary>Model input as (value - 128) of each element, before rounding.</summary>
    public static double[] Convert(byte[] frame, int width, int height, PixelFormat format, ResizeMethod resize, int outWidth, int outHeight, int channels)
    {
        double[] result = new double[outWidth * outHeight * channels];
        for (int y = 0; y < outHeight; y++)
        {
            for (int x = 0; x < outWidth; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int channel = c;
                    double Pixel(int column, int row) => Read(frame, width, format, column, row, channels)[channel];
                    result[(((y * outWidth) + x) * channels) + c] = resize switch
                    {
                        ResizeMethod.Area => Area(Pixel, x, y, width, height, outWidth, outHeight),
                        ResizeMethod.Bilinear => Bilinear(Pixel, x, y, width, height, outWidth, outHeight),
                        _ => Pixel(((2 * x) + 1) * width / (2 * outWidth), ((2 * y) + 1) * height / (2 * outHeight)),
                    } - 128;
                }
            }
        }

        return result;
    }

    private static double Area(Func<int, int, double> pixel, int x, int y, int width, int height, int outWidth, int outHeight)
    {
        double sum = 0;
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                sum += pixel(column, row)
                    * Overlap(column, x * (double)width / outWidth, (x + 1) * (double)width / outWidth)
                    * Overlap(row, y * (double)height / outHeight, (y + 1) * (double)height / outHeight);
            }
        }

        return sum * outWidth * outHeight / width / height;
    }

    private static double Overlap(int unit, double low, double high) => Math.Max(0, Math.Min(unit + 1, high) - Math.Max(unit, low));

    private static double Bilinear(Func<int, int, double> pixel, int x, int y, int width, int height, int outWidth, int outHeight)
    {
        (int left, int right, double weightX) = Position(x, width, outWidth);
        (int top, int bottom, double weightY) = Position(y, height, outHeight);
        double above = (pixel(left, top) * (1 - weightX)) + (pixel(right, top) * weightX);
        double below = (pixel(left, bottom) * (1 - weightX)) + (pixel(right, bottom) * weightX);
        return (above * (1 - weightY)) + (below * weightY);
    }

    private static (int First, int Second, double Weight) Position(int destination, int size, int outSize)
    {
        double place = Math.Clamp(((destination + 0.5) * size / outSize) - 0.5, 0, size - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, size - 1), place - first);
    }

    private static int[] Read(byte[] frame, int width, PixelFormat format, int x, int y, int channels)
    {
        int row = y * FrameSize.RowBytes(format, width);
        int[] color = format switch
        {
            PixelFormat.Rgb565BigEndian => Rgb565((frame[row + (2 * x)] << 8) | frame[row + (2 * x) + 1]),
            PixelFormat.Rgb565LittleEndian => Rgb565((frame[row + (2 * x) + 1] << 8) | frame[row + (2 * x)]),
            PixelFormat.Rgb888 => [frame[row + (3 * x)], frame[row + (3 * x) + 1], frame[row + (3 * x) + 2]],
            PixelFormat.Gray8 => [frame[row + x], frame[row + x], frame[row + x]],
            _ => Yuv(frame[row + (2 * x)], frame[row + (4 * (x / 2)) + 1] - 128, frame[row + (4 * (x / 2)) + 3] - 128),
        };
        if (channels == 3)
        {
            return color;
        }

        return format switch
        {
            PixelFormat.Gray8 => [color[0]],
            PixelFormat.Yuv422 => [frame[row + (2 * x)]],
            _ => [((77 * color[0]) + (150 * color[1]) + (29 * color[2]) + 128) >> 8],
        };
    }

    private static int[] Rgb565(int value)
    {
        (int red, int green, int blue) = (value >> 11, (value >> 5) & 63, value & 31);
        return [(red << 3) | (red >> 2), (green << 2) | (green >> 4), (blue << 3) | (blue >> 2)];
    }

    private static int[] Yuv(int y, int u, int v) =>
        [Byte(y + (359 / 256.0 * v)), Byte(y - (88 / 256.0 * u) - (183 / 256.0 * v)), Byte(y + (454 / 256.0 * u))];

    private static int Byte(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), 0, 255);
}
