/* SPDX-License-Identifier: MIT */
/* The source pixel under each model pixel's centre: floor((2j + 1) S / 2D). State: one row of bytes. */
#include "resizer.h"

static int32_t source_of(int32_t destination, int32_t destination_size, int32_t source_size)
{
    return (2 * destination + 1) * source_size / (2 * destination_size);
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return source_of(output_row, settings->output_height, settings->crop_height);
}

static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    if (row < last_row(settings, image->output_row)) {
        return; /* no model row reads it */
    }
    const int32_t width = settings->output_width, channels = settings->output_channels;
    uint8_t *line = image->state;
    mcunet_pixels pixel;
    for (int32_t x = 0; x < width; x++, line += channels) {
        const int32_t column = source_of(x, width, settings->crop_width);
        mcunet_read_pixels(settings->format, pixels, settings->crop_left + column, 1, channels, &pixel);
        for (int32_t channel = 0; channel < channels; channel++) {
            line[channel] = (uint8_t)pixel.values[MCUNET_PIXELS_BEFORE + channel * MCUNET_PIXELS_CHANNEL];
        }
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

const mcunet_resizer mcunet_resize_closest = {sizeof(uint8_t), last_row, push, pull, 0};
