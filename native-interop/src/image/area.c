/*
 * Area averaging. Along an axis of S source and D destination pixels, let source pixel i cover [i D, (i+1) D) and destination pixel j
 * cover [j S, (j+1) S): both tile [0, S D) and every overlap is an integer. A model pixel is the sum of overlaps x values, divided by
 * the crop's area, rounded: exact, whatever the ratio.
 *
 * State: two rows of uint32. `line` is the latest source row summed along columns, `sum` what has gathered for the next model row.
 */
#include "resizer.h"

static uint32_t *line_of(const mcunet_image *image)
{
    return image->state;
}

static uint32_t *sum_of(const mcunet_image *image)
{
    return line_of(image) + mcunet_row_elements(&image->settings);
}

static uint32_t overlap(int32_t source, int32_t source_size, int32_t destination, int32_t destination_size)
{
    const int32_t begin = mcunet_maximum(source * destination_size, destination * source_size);
    const int32_t end = mcunet_minimum((source + 1) * destination_size, (destination + 1) * source_size);
    return end > begin ? (uint32_t)(end - begin) : 0u;
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return ((output_row + 1) * settings->crop_height - 1) / settings->output_height;
}

static void sum_columns(const mcunet_image *image, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    const mcunet_pixel_reader read = mcunet_find_pixel_reader(settings->format);
    const int32_t channels = settings->output_channels;
    uint32_t *line = line_of(image);
    for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
        line[element] = 0;
    }
    int32_t first = 0;
    for (int32_t x = 0; x < settings->crop_width; x++) {
        uint8_t pixel[3];
        read(pixels, settings->crop_left + x, channels, pixel);
        while ((first + 1) * settings->crop_width <= x * settings->output_width) {
            first++;
        }
        for (int32_t column = first; column < settings->output_width; column++) {
            const uint32_t weight = overlap(x, settings->crop_width, column, settings->output_width);
            if (weight == 0u) {
                break;
            }
            for (int32_t channel = 0; channel < channels; channel++) {
                line[column * channels + channel] += weight * pixel[channel];
            }
        }
    }
}

static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    sum_columns(image, pixels);
    const uint32_t *line = line_of(image);
    uint32_t *sum = sum_of(image);
    const uint32_t weight = overlap(row, settings->crop_height, image->output_row, settings->output_height);
    for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
        sum[element] = (row == 0 ? 0u : sum[element]) + weight * line[element];
    }
}

static uint8_t value(const mcunet_image *image, int32_t row, int32_t element)
{
    (void)row;
    const uint32_t area = (uint32_t)(image->settings.crop_width * image->settings.crop_height);
    return (uint8_t)((sum_of(image)[element] + area / 2u) / area);
}

static void advance(mcunet_image *image, int32_t row)
{
    const mcunet_image_settings *settings = &image->settings;
    const uint32_t weight = overlap(row, settings->crop_height, image->output_row + 1, settings->output_height);
    for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
        sum_of(image)[element] = weight * line_of(image)[element];
    }
}

const mcunet_resizer mcunet_resize_area = {2 * sizeof(uint32_t), last_row, push, value, advance};
