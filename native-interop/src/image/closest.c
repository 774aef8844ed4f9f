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
    const mcunet_pixel_reader read = mcunet_find_pixel_reader(settings->format);
    uint8_t *line = image->state;
    for (int32_t x = 0; x < settings->output_width; x++) {
        const int32_t column = source_of(x, settings->output_width, settings->crop_width);
        read(pixels, settings->crop_left + column, settings->output_channels, line + x * settings->output_channels);
    }
}

static uint8_t value(const mcunet_image *image, int32_t row, int32_t element)
{
    (void)row;
    return ((const uint8_t *)image->state)[element];
}

const mcunet_resizer mcunet_resize_closest = {sizeof(uint8_t), last_row, push, value, 0};
