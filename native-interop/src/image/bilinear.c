/* SPDX-License-Identifier: MIT */
/*
 * Bilinear interpolation, pixel centres aligned: destination pixel j of D lies at ((2j + 1) S - D) / 2D among S source pixels; weights
 * are rounded to 1/256. State: the two latest source rows, interpolated along columns, as int16 (value x 256 - 32768).
 */
#include "resizer.h"

typedef struct {
    int32_t first, second; /* source pixels */
    uint32_t weight;       /* of the second, 0 .. 256 */
} position;

static inline position position_of(int32_t destination, int32_t destination_size, int32_t source_size)
{
    const int32_t unit = 2 * destination_size;
    const int32_t place = mcunet_maximum((2 * destination + 1) * source_size - destination_size, 0);
    const int32_t first = place / unit;
    const uint32_t weight = ((uint32_t)(place - first * unit) * 256u + (uint32_t)destination_size) / (uint32_t)unit;
    if (weight == 0u || first + 1 >= source_size) {
        const position whole = {first, first, 0u};
        return whole;
    }
    const position between = {first, first + 1, weight};
    return between;
}

static int16_t *row_of(const mcunet_image *image, int32_t row)
{
    int16_t *rows = image->state;
    return rows + (row & 1) * mcunet_row_elements(&image->settings);
}

static position rows_of(const mcunet_image_settings *settings, int32_t output_row)
{
    return position_of(output_row, settings->output_height, settings->crop_height);
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return rows_of(settings, output_row).second;
}

/* Of two pixels, as a row of the state holds it. */
MCUNET_INLINE int16_t blend_columns(const uint16_t *pair, uint32_t weight)
{
#if MCUNET_HAS_DSP
    const uint32_t weights = weight * 0xFFFFu + 256u; /* 256 - weight, weight */
    return (int16_t)mcunet_smlad(mcunet_load_word(pair), weights, -32768);
#else
    return (int16_t)((int32_t)(pair[0] * (256u - weight) + pair[1] * weight) - 32768);
#endif
}

/* Of two values of the state, in the byte above the low half. */
MCUNET_INLINE uint32_t blend_rows(uint32_t pair, uint32_t weights)
{
    return (uint32_t)mcunet_smlad(pair, weights, 32768 * 256 + 32768);
}

/*
 * Source pixels from left to right, each model pixel when the second of its two has come. Model pixel x lies at first + part / unit; where
 * that is left of the first pixel's centre or right of the last one's, the two are that pixel twice, and their weights make no difference.
 */
MCUNET_INLINE void interpolate_row(const mcunet_image *image, const uint8_t *pixels, int16_t *line, const int32_t channels)
{
    const mcunet_image_settings *settings = &image->settings;
    const int32_t width = settings->output_width, source_width = settings->crop_width, unit = 2 * width;
    const int32_t step = 2 * source_width / unit, step_part = 2 * source_width % unit;
    const int16_t *end = line + width * channels;
    int32_t second = (source_width + width) / unit, part = (source_width + width) % unit; /* from the chunk's first pixel */
    mcunet_pixels chunk;
    uint16_t *places = chunk.values + MCUNET_PIXELS_BEFORE;
    for (int32_t begin = 0; line < end; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, source_width - begin);
        int32_t available = count;
        mcunet_read_crop(image, pixels, begin, count, &chunk);
        for (int32_t channel = 0; channel < channels; channel++) {
            uint16_t *place = places + channel * MCUNET_PIXELS_CHANNEL;
            place[-1] = begin == 0 ? place[0] : place[-1];
            place[count] = place[count - 1];
        }
        available += begin + count == source_width;
        for (; second < available && line < end; second += step) {
            const uint16_t *place = places + second;
            const uint32_t weight = ((uint32_t)part * 256u + (uint32_t)width) / (uint32_t)unit;
            EACH_CHANNEL (channels) {
                const uint16_t *pair = place + channel * MCUNET_PIXELS_CHANNEL;
                *line++ = blend_columns(pair - 1, weight);
            }
            part += step_part;
            second += part >= unit;
            part -= part >= unit ? unit : 0;
        }
        for (int32_t channel = 0; channel < channels; channel++) {
            uint16_t *place = places + channel * MCUNET_PIXELS_CHANNEL;
            place[-1] = place[count - 1];
        }
        second -= count;
    }
}

static void push_rgb(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    if (row >= rows_of(&image->settings, image->output_row).first) { /* or no model row reads it */
        interpolate_row(image, pixels, row_of(image, row), 3);
    }
}

static void push_luma(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    if (row >= rows_of(&image->settings, image->output_row).first) {
        interpolate_row(image, pixels, row_of(image, row), 1);
    }
}

static void pull(const mcunet_image *image, int32_t first, int32_t count, uint32_t flip, uint8_t *values)
{
    const position rows = rows_of(&image->settings, image->output_row);
    const uint32_t weights = mcunet_pair(256 - (int32_t)rows.weight, (int32_t)rows.weight);
    const int16_t *above = row_of(image, rows.first) + first, *below = row_of(image, rows.second) + first;
    for (; count >= 4; count -= 4, above += 4, below += 4, values += 4) {
        const uint32_t a = mcunet_load_word(above), b = mcunet_load_word(below);
        const uint32_t c = mcunet_load_word(above + 2), d = mcunet_load_word(below + 2);
        const uint32_t first_sum = blend_rows(mcunet_pair((int32_t)a, (int32_t)b), weights);
        const uint32_t second_sum = blend_rows(mcunet_high_halves(a, b), weights);
        const uint32_t third_sum = blend_rows(mcunet_pair((int32_t)c, (int32_t)d), weights);
        const uint32_t fourth_sum = blend_rows(mcunet_high_halves(c, d), weights);
        mcunet_store_word(values, (mcunet_high_halves(first_sum, third_sum) | mcunet_high_halves(second_sum, fourth_sum) << 8) ^ flip);
    }
    for (; count > 0; count--) {
        *values++ = (uint8_t)(blend_rows(mcunet_pair(*above++, *below++), weights) >> 16 ^ flip);
    }
}

const mcunet_resizer mcunet_resize_bilinear_rgb = {2 * sizeof(uint16_t), last_row, push_rgb, pull};
const mcunet_resizer mcunet_resize_bilinear_luma = {2 * sizeof(uint16_t), last_row, push_luma, pull};
