/* SPDX-License-Identifier: MIT */
/*
 * The converter of camera rows against its definition, value by value: whole random frames of every format, crop, size and method, the pixel
 * under each model pixel found and weighed as mcunet/image.h says, without rows, chunks or running sums.
 */
#include <stdlib.h>

#include "mcunet/image.h"
#include "support/harness.h"

#define CASES 300

typedef struct {
    mcunet_image_settings settings;
    uint8_t *bytes;
} frame;

static int32_t clamp(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : (value > high ? high : value);
}

/* Rounds down, whatever the sign. */
static int32_t shift_8(int32_t value)
{
    return value >= 0 ? value / 256 : -((255 - value) / 256);
}

static int32_t widen(int32_t value, int32_t bits)
{
    return value << (8 - bits) | value >> (2 * bits - 8);
}

static void read_rgb(const frame *f, int32_t x, int32_t y, int32_t rgb[3])
{
    const uint8_t *row = f->bytes + y * mcunet_image_row_bytes(&f->settings);
    const int32_t format = f->settings.format;
    const int has_two_bytes = format != MCUNET_PIXEL_GRAY8 && format != MCUNET_PIXEL_RGB888;
    const int32_t high = has_two_bytes ? row[2 * x + (format == MCUNET_PIXEL_RGB565_LITTLE_ENDIAN)] : 0;
    const int32_t low = has_two_bytes ? row[2 * x + (format == MCUNET_PIXEL_RGB565_BIG_ENDIAN)] : 0;
    const int32_t u = format == MCUNET_PIXEL_YUV422 ? row[4 * (x / 2) + 1] - 128 : 0;
    const int32_t v = format == MCUNET_PIXEL_YUV422 ? row[4 * (x / 2) + 3] - 128 : 0;
    switch (format) {
    case MCUNET_PIXEL_RGB565_BIG_ENDIAN:
    case MCUNET_PIXEL_RGB565_LITTLE_ENDIAN:
        rgb[0] = widen(high >> 3, 5);
        rgb[1] = widen((high & 7) << 3 | low >> 5, 6);
        rgb[2] = widen(low & 31, 5);
        break;
    case MCUNET_PIXEL_RGB888:
        for (int channel = 0; channel < 3; channel++) {
            rgb[channel] = row[3 * x + channel];
        }
        break;
    case MCUNET_PIXEL_GRAY8: rgb[0] = rgb[1] = rgb[2] = row[x]; break;
    default:
        rgb[0] = clamp(row[2 * x] + shift_8(359 * v + 128), 0, 255);
        rgb[1] = clamp(row[2 * x] + shift_8(-88 * u - 183 * v + 128), 0, 255);
        rgb[2] = clamp(row[2 * x] + shift_8(454 * u + 128), 0, 255);
        break;
    }
}

/* A channel of a pixel of the crop. */
static int32_t pixel(const frame *f, int32_t x, int32_t y, int32_t channel)
{
    const mcunet_image_settings *s = &f->settings;
    int32_t rgb[3];
    read_rgb(f, s->crop_left + x, s->crop_top + y, rgb);
    if (s->output_channels == 3) {
        return rgb[channel];
    }
    if (s->format == MCUNET_PIXEL_YUV422) {
        return f->bytes[(s->crop_top + y) * mcunet_image_row_bytes(s) + 2 * (s->crop_left + x)];
    }
    return (77 * rgb[0] + 150 * rgb[1] + 29 * rgb[2] + 128) >> 8;
}

static int64_t overlap(int32_t source, int32_t source_size, int32_t destination, int32_t destination_size)
{
    const int32_t begin = source * destination_size > destination * source_size ? source * destination_size : destination * source_size;
    const int32_t end0 = (source + 1) * destination_size, end1 = (destination + 1) * source_size;
    const int32_t end = end0 < end1 ? end0 : end1;
    return end > begin ? end - begin : 0;
}

static int32_t area_value(const frame *f, int32_t x, int32_t y, int32_t channel)
{
    const mcunet_image_settings *s = &f->settings;
    const int64_t area = (int64_t)s->crop_width * s->crop_height;
    int64_t sum = 0;
    for (int32_t row = 0; row < s->crop_height; row++) {
        const int64_t height = overlap(row, s->crop_height, y, s->output_height);
        for (int32_t column = 0; height != 0 && column < s->crop_width; column++) {
            sum += height * overlap(column, s->crop_width, x, s->output_width) * pixel(f, column, row, channel);
        }
    }
    return (int32_t)((sum + area / 2) / area);
}

/* The two source pixels of a destination pixel and the weight of the second, in 1/256. */
static int32_t place(int32_t destination, int32_t destination_size, int32_t source_size, int32_t *first, int32_t *second)
{
    const int32_t unit = 2 * destination_size, at = (2 * destination + 1) * source_size - destination_size;
    *first = at < 0 ? 0 : at / unit;
    *second = clamp(*first + 1, 0, source_size - 1);
    return at < 0 ? 0 : (at % unit * 256 + destination_size) / unit;
}

static int32_t bilinear_value(const frame *f, int32_t x, int32_t y, int32_t channel)
{
    const mcunet_image_settings *s = &f->settings;
    int32_t left, right, top, bottom;
    const int32_t across = place(x, s->output_width, s->crop_width, &left, &right);
    const int32_t down = place(y, s->output_height, s->crop_height, &top, &bottom);
    const int32_t above = pixel(f, left, top, channel) * (256 - across) + pixel(f, right, top, channel) * across;
    const int32_t below = pixel(f, left, bottom, channel) * (256 - across) + pixel(f, right, bottom, channel) * across;
    return (int32_t)(((int64_t)above * (256 - down) + (int64_t)below * down + 32768) >> 16);
}

static int32_t value(const frame *f, int32_t x, int32_t y, int32_t channel)
{
    const mcunet_image_settings *s = &f->settings;
    switch (s->resize) {
    case MCUNET_RESIZER_AREA: return area_value(f, x, y, channel);
    case MCUNET_RESIZER_BILINEAR: return bilinear_value(f, x, y, channel);
    default:
        return pixel(f, (2 * x + 1) * s->crop_width / (2 * s->output_width), (2 * y + 1) * s->crop_height / (2 * s->output_height),
                     channel);
    }
}

static frame random_frame(uint32_t *seed)
{
    frame f;
    mcunet_image_settings *s = &f.settings;
    s->format = random_between(seed, 0, MCUNET_PIXEL_FORMATS - 1);
    s->resize = random_between(seed, 0, MCUNET_RESIZERS - 1);
    s->width = 2 * random_between(seed, 1, random_between(seed, 0, 7) == 0 ? 80 : 12); /* some longer than a chunk */
    s->height = random_between(seed, 1, 16);
    const int is_cropped = random_between(seed, 0, 1);
    s->crop_left = is_cropped ? random_between(seed, 0, s->width - 1) : 0;
    s->crop_top = is_cropped ? random_between(seed, 0, s->height - 1) : 0;
    s->crop_width = is_cropped ? random_between(seed, 1, s->width - s->crop_left) : s->width;
    s->crop_height = is_cropped ? random_between(seed, 1, s->height - s->crop_top) : s->height;
    s->output_width = random_between(seed, 1, 20);
    s->output_height = random_between(seed, 1, 20);
    s->output_channels = random_between(seed, 0, 1) ? 3 : 1;
    const int32_t bytes = mcunet_image_row_bytes(s) * s->height;
    f.bytes = malloc((size_t)bytes);
    for (int32_t i = 0; i < bytes; i++) {
        f.bytes[i] = (uint8_t)random_bits(seed);
    }
    return f;
}

static void check_row(const frame *f, const int8_t *row, int32_t y, int32_t left, int32_t right)
{
    const int32_t channels = f->settings.output_channels;
    for (int32_t x = left; x < right; x++) {
        for (int32_t channel = 0; channel < channels; channel++) {
            expect(row[(x - left) * channels + channel] == value(f, x, y, channel) - 128, "a value is not the definition's");
        }
    }
}

static void check(uint32_t seed)
{
    const frame f = random_frame(&seed);
    const mcunet_image_settings *s = &f.settings;
    const uint32_t bytes = mcunet_image_state_bytes(s);
    void *state = malloc(bytes);
    mcunet_image image;
    expect(mcunet_image_begin(&image, s, state, bytes) == MCUNET_OK, "good settings are refused");
    for (int32_t y = 0; y < s->height; y++) {
        mcunet_image_push(&image, f.bytes + y * mcunet_image_row_bytes(s));
        while (mcunet_image_ready(&image)) {
            int8_t row[3 * 20];
            const int32_t left = random_between(&seed, 0, s->output_width - 1);
            const int32_t right = random_between(&seed, left, s->output_width);
            const int32_t output_row = image.output_row;
            mcunet_image_pull(&image, row, left, right);
            check_row(&f, row, output_row, left, right);
        }
    }
    expect(image.output_row == s->output_height, "not every model row leaves");
    free(state);
    free(f.bytes);
}

/* Normalisation: the map of mcunet/image.h with its multiplier and offset in 1/65536. */
static void check_normalization(void)
{
    mcunet_image_settings settings = {MCUNET_PIXEL_GRAY8, 256, 1, 0, 0, 256, 1, MCUNET_RESIZER_NEAREST, 256, 1, 1};
    uint8_t state[256] __attribute__((aligned(8))), row[256];
    int8_t out[256];
    mcunet_image image;
    for (int32_t i = 0; i < 256; i++) {
        row[i] = (uint8_t)i;
    }
    mcunet_image_begin(&image, &settings, state, sizeof state);
    mcunet_image_normalize(&image, 0, 0.5f, 0.25f, 0.05f, 3);
    mcunet_image_push(&image, row);
    mcunet_image_pull(&image, out, 0, 256);
    for (int32_t i = 0; i < 256; i++) {
        const int64_t sum = (int64_t)i * image.multiplier[0] + image.offset[0];
        expect(out[i] == clamp((int32_t)(sum >= 0 ? sum / 65536 : -((65535 - sum) / 65536)), -128, 127), "a normalised value is wrong");
    }
}

int main(void)
{
    for (uint32_t seed = 1; seed <= CASES; seed++) {
        check(seed * 2654435761u);
    }
    check_normalization();
    return finish();
}
