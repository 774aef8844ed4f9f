#include "pixel.h"

#include <stddef.h>

#include "mcunet/image.h"

/* BT.601 luma in 8-bit fixed point; the weights add up to 256. */
static uint8_t luma(uint32_t red, uint32_t green, uint32_t blue)
{
    return (uint8_t)((77u * red + 150u * green + 29u * blue + 128u) >> 8);
}

static void store(uint32_t red, uint32_t green, uint32_t blue, int32_t channels, uint8_t *pixel)
{
    if (channels == 1) {
        pixel[0] = luma(red, green, blue);
        return;
    }
    pixel[0] = (uint8_t)red;
    pixel[1] = (uint8_t)green;
    pixel[2] = (uint8_t)blue;
}

/* Five and six bits widened to eight by repeating their high bits, so that full scale stays full scale. */
static void store_rgb565(uint32_t value, int32_t channels, uint8_t *pixel)
{
    const uint32_t red = value >> 11;
    const uint32_t green = (value >> 5) & 63u;
    const uint32_t blue = value & 31u;
    store(red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2, channels, pixel);
}

static void read_rgb565_big_endian(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel)
{
    store_rgb565((uint32_t)row[2 * x] << 8 | row[2 * x + 1], channels, pixel);
}

static void read_rgb565_little_endian(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel)
{
    store_rgb565((uint32_t)row[2 * x + 1] << 8 | row[2 * x], channels, pixel);
}

static void read_rgb888(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel)
{
    store(row[3 * x], row[3 * x + 1], row[3 * x + 2], channels, pixel);
}

static void read_gray8(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel)
{
    for (int32_t channel = 0; channel < channels; channel++) {
        pixel[channel] = row[x];
    }
}

static uint32_t clamp_byte(int32_t value)
{
    return value < 0 ? 0u : (value > 255 ? 255u : (uint32_t)value);
}

/* Full-range BT.601 (JPEG) with coefficients in 1/256. The sums are biased to stay positive, so that >> rounds alike everywhere. */
static void read_yuv422(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel)
{
    const int32_t y = row[2 * x];
    if (channels == 1) {
        pixel[0] = (uint8_t)y;
        return;
    }
    const uint8_t *pair = row + 4 * (x / 2);
    const int32_t u = pair[1] - 128;
    const int32_t v = pair[3] - 128;
    const int32_t bias = 65536;
    pixel[0] = (uint8_t)clamp_byte(y + (359 * v + 128 + bias) / 256 - bias / 256);
    pixel[1] = (uint8_t)clamp_byte(y + (-88 * u - 183 * v + 128 + bias) / 256 - bias / 256);
    pixel[2] = (uint8_t)clamp_byte(y + (454 * u + 128 + bias) / 256 - bias / 256);
}

int32_t mcunet_pixel_pair_bytes(int32_t format)
{
    static const uint8_t pair_bytes[MCUNET_PIXEL_FORMATS] = {4, 4, 6, 2, 4};
    return format >= 0 && format < MCUNET_PIXEL_FORMATS ? pair_bytes[format] : 0;
}

mcunet_pixel_reader mcunet_find_pixel_reader(int32_t format)
{
    static const mcunet_pixel_reader readers[MCUNET_PIXEL_FORMATS] = {
        read_rgb565_big_endian, read_rgb565_little_endian, read_rgb888, read_gray8, read_yuv422,
    };
    return format >= 0 && format < MCUNET_PIXEL_FORMATS ? readers[format] : NULL;
}
