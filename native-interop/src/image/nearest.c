/* SPDX-License-Identifier: MIT */
/* The source pixel under each model pixel's centre: floor((2j + 1) S / 2D). State: one row of bytes. */
#include "resizer.h"

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return (2 * output_row + 1) * settings->crop_height / (2 * settings->output_height);
}

/* Source pixels from left to right; the one under model pixel x lies at place + part / unit. */
static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    if (row < last_row(settings, image->output_row)) {
        return; /* no model row reads it */
    }
    const int32_t channels = settings->output_channels, width = settings->crop_width, unit = 2 * settings->output_width;
    const int32_t step = 2 * width / unit, step_part = 2 * width % unit;
    int32_t place = width / unit, part = width % unit; /* from the chunk's first pixel */
    uint8_t *line = image->state;
    mcunet_pixels chunk;
    for (int32_t begin = 0; begin < width; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, width - begin);
        mcunet_read_crop(image, pixels, begin, count, &chunk);
        for (; place < count; place += step) {
            const uint16_t *pixel = chunk.values + MCUNET_PIXELS_BEFORE + place;
            line[0] = (uint8_t)pixel[0];
            if (channels == 3) {
                line[1] = (uint8_t)pixel[MCUNET_PIXELS_CHANNEL];
                line[2] = (uint8_t)pixel[2 * MCUNET_PIXELS_CHANNEL];
            }
            line += channels;
            part += step_part;
            place += part >= unit;
            part -= part >= unit ? unit : 0;
        }
        place -= count;
    }
}

static void pull(const mcunet_image *image, int32_t first, int32_t count, uint32_t flip, uint8_t *values)
{
    const uint8_t *line = (const uint8_t *)image->state + first;
    for (; count >= 4; count -= 4, line += 4, values += 4) {
        mcunet_store_word(values, mcunet_load_word(line) ^ flip);
    }
    for (; count > 0; count--) {
        *values++ = (uint8_t)(*line++ ^ flip);
    }
}

const mcunet_resizer mcunet_resize_nearest_rgb = {sizeof(uint8_t), last_row, push, pull};
const mcunet_resizer mcunet_resize_nearest_luma = {sizeof(uint8_t), last_row, push, pull};
