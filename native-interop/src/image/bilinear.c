/*
 * Bilinear interpolation, pixel centres aligned: destination pixel j of D lies at ((2j + 1) S - D) / 2D among S source pixels; weights
 * are rounded to 1/256. State: the two latest source rows, interpolated along columns, as uint16 (value x 256).
 */
#include "resizer.h"

typedef struct {
    int32_t first, second; /* source pixels */
    uint32_t weight;       /* of the second, 0 .. 256 */
} position;

static position position_of(int32_t destination, int32_t destination_size, int32_t source_size)
{
    const int32_t unit = 2 * destination_size;
    const int32_t place = mcunet_maximum((2 * destination + 1) * source_size - destination_size, 0);
    const int32_t first = place / unit;
    const uint32_t weight = ((uint32_t)(place % unit) * 256u + (uint32_t)destination_size) / (uint32_t)unit;
    if (weight == 0u || first + 1 >= source_size) {
        const position whole = {first, first, 0u};
        return whole;
    }
    const position between = {first, first + 1, weight};
    return between;
}

static uint16_t *row_of(const mcunet_image *image, int32_t row)
{
    uint16_t *rows = image->state;
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

static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    if (row < rows_of(settings, image->output_row).first) {
        return; /* no model row reads it */
    }
    const mcunet_pixel_reader read = mcunet_find_pixel_reader(settings->format);
    const int32_t channels = settings->output_channels;
    uint16_t *line = row_of(image, row);
    for (int32_t x = 0; x < settings->output_width; x++) {
        const position columns = position_of(x, settings->output_width, settings->crop_width);
        uint8_t left[3], right[3];
        read(pixels, settings->crop_left + columns.first, channels, left);
        read(pixels, settings->crop_left + columns.second, channels, right);
        for (int32_t channel = 0; channel < channels; channel++) {
            line[x * channels + channel] = (uint16_t)(left[channel] * (256u - columns.weight) + right[channel] * columns.weight);
        }
    }
}

static uint8_t value(const mcunet_image *image, int32_t row, int32_t element)
{
    (void)row;
    const position rows = rows_of(&image->settings, image->output_row);
    const uint32_t above = row_of(image, rows.first)[element];
    const uint32_t below = row_of(image, rows.second)[element];
    return (uint8_t)((above * (256u - rows.weight) + below * rows.weight + 32768u) >> 16);
}

const mcunet_resizer mcunet_resize_bilinear = {2 * sizeof(uint16_t), last_row, push, value, 0};
