/* SPDX-License-Identifier: MIT */
/*
 * Area averaging. Along an axis of S source and D destination pixels, both divided by what divides both, let source pixel i cover
 * [i D, (i+1) D) and destination pixel j cover [j S, (j+1) S): both tile the same length and every overlap is an integer. A model pixel is
 * the sum of overlaps x values, divided by the area S x S' of a model pixel, rounded: exact, whatever the ratio.
 *
 * State: two rows of uint32: sums, which begin with half an area, so that the division rounds. Where model rows are higher than source
 * rows, a source row touches two at most: the sums of both, the lower of which becomes the upper as the model moves on. Elsewhere the sums of
 * one, and the latest source row, of which more model rows are made.
 */
#include "resizer.h"

/* Source pixels' parts of a model pixel, in the unit of both ratios. */
static uint32_t area_of(const mcunet_image *image)
{
    return (uint32_t)(image->columns.source * image->rows.source);
}

static int is_reducing(const mcunet_image_settings *settings)
{
    return settings->crop_height >= settings->output_height;
}

/* The sums of a model row; the other half of the state belongs to the next one, or to the latest source row. */
static uint32_t *sums_of(const mcunet_image *image, int32_t output_row)
{
    uint32_t *rows = image->state;
    return rows + (is_reducing(&image->settings) ? output_row & 1 : 0) * mcunet_row_elements(&image->settings);
}

static uint32_t *line_of(const mcunet_image *image)
{
    return (uint32_t *)image->state + mcunet_row_elements(&image->settings);
}

static uint32_t overlap(int32_t source, int32_t destination, mcunet_image_ratio axis)
{
    const int32_t begin = mcunet_maximum(source * axis.destination, destination * axis.source);
    const int32_t end = mcunet_minimum((source + 1) * axis.destination, (destination + 1) * axis.source);
    return end > begin ? (uint32_t)(end - begin) : 0u;
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return ((output_row + 1) * settings->crop_height - 1) / settings->output_height;
}

/*
 * Where sums go: `weight` times a source row's into `sums`, which has some already, and `start` and `next_weight` times it, be it 0, into
 * `next`.
 */
typedef struct {
    uint32_t *sums, *next;
    uint32_t weight, next_weight, start;
} receiver;

MCUNET_INLINE void deliver(receiver *to, uint32_t sum)
{
    *to->sums++ += to->weight * sum;
    *to->next++ = to->next_weight * sum + to->start;
}

/*
 * Sums a source row along columns, where a source pixel is no wider than a model pixel and so ends one at most. `missing` is how much of the
 * model pixel that is being summed is still to come.
 */
MCUNET_INLINE void reduce_columns(const mcunet_image *image, const uint8_t *pixels, receiver to, const int32_t channels)
{
    const mcunet_image_settings *settings = &image->settings;
    const uint32_t whole = (uint32_t)image->columns.source, width = (uint32_t)image->columns.destination;
    mcunet_pixels chunk;
    uint32_t sum[3] = {0, 0, 0};
    uint32_t missing = whole;
    for (int32_t begin = 0; begin < settings->crop_width; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, settings->crop_width - begin);
        mcunet_read_pixels(settings->format, pixels, settings->crop_left + begin, count, channels, &chunk);
        const uint16_t *pixel = chunk.values + MCUNET_PIXELS_BEFORE;
        for (const uint16_t *end = pixel + count; pixel < end; pixel++) {
            if (missing > width) {
                EACH_CHANNEL (channels) {
                    sum[channel] += width * pixel[channel * MCUNET_PIXELS_CHANNEL];
                }
                missing -= width;
                continue;
            }
            const uint32_t rest = width - missing;
            EACH_CHANNEL (channels) {
                const uint32_t value = pixel[channel * MCUNET_PIXELS_CHANNEL];
                deliver(&to, sum[channel] + missing * value);
                sum[channel] = rest * value;
            }
            missing = whole - rest;
        }
    }
}

/* Likewise where a source pixel is wider, and a model pixel has parts of two at most. */
MCUNET_INLINE void enlarge_columns(const mcunet_image *image, const uint8_t *pixels, receiver to, const int32_t channels)
{
    const mcunet_image_settings *settings = &image->settings;
    const uint32_t whole = (uint32_t)image->columns.source;
    mcunet_pixels chunk;
    uint32_t sum[3] = {0, 0, 0};
    uint32_t missing = whole;
    for (int32_t begin = 0; begin < settings->crop_width; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, settings->crop_width - begin);
        mcunet_read_pixels(settings->format, pixels, settings->crop_left + begin, count, channels, &chunk);
        const uint16_t *pixel = chunk.values + MCUNET_PIXELS_BEFORE;
        for (const uint16_t *end = pixel + count; pixel < end; pixel++) {
            uint32_t left = (uint32_t)image->columns.destination;
            for (; left >= missing; missing = whole) {
                EACH_CHANNEL (channels) {
                    deliver(&to, sum[channel] + missing * pixel[channel * MCUNET_PIXELS_CHANNEL]);
                    sum[channel] = 0;
                }
                left -= missing;
            }
            EACH_CHANNEL (channels) {
                sum[channel] = left * pixel[channel * MCUNET_PIXELS_CHANNEL];
            }
            missing -= left;
        }
    }
}

/* Of their own, so that the registers of each are enough. */
static __attribute__((noinline)) void sum_columns_3(const mcunet_image *image, const uint8_t *pixels, receiver to)
{
    reduce_columns(image, pixels, to, 3);
}

static __attribute__((noinline)) void sum_columns_1(const mcunet_image *image, const uint8_t *pixels, receiver to)
{
    reduce_columns(image, pixels, to, 1);
}

static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    const mcunet_image_ratio rows = image->rows;
    const int32_t output_row = image->output_row;
    receiver to = {sums_of(image, output_row), line_of(image), overlap(row, output_row, rows), 1u, 0u};
    if (is_reducing(settings)) {
        to.next = sums_of(image, output_row + 1);
        to.next_weight = overlap(row, output_row + 1, rows);
        to.start = area_of(image) / 2u;
    }
    if (row == 0 && output_row == 0) {
        for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
            to.sums[element] = area_of(image) / 2u;
        }
    }
    if (settings->crop_width < settings->output_width) {
        enlarge_columns(image, pixels, to, settings->output_channels);
    } else if (settings->output_channels == 3) {
        sum_columns_3(image, pixels, to);
    } else {
        sum_columns_1(image, pixels, to);
    }
}

static void pull(const mcunet_image *image, int32_t first, int32_t count, uint32_t flip, uint8_t *values)
{
    const uint32_t area = area_of(image);
    const uint32_t *sum = sums_of(image, image->output_row) + first;
    for (; count >= 4; count -= 4, sum += 4, values += 4) {
        const uint32_t a = sum[0] / area, b = sum[1] / area, c = sum[2] / area, d = sum[3] / area;
        mcunet_store_word(values, (a | b << 8 | c << 16 | d << 24) ^ flip);
    }
    for (; count > 0; count--) {
        *values++ = (uint8_t)(*sum++ / area ^ flip);
    }
}

static void advance(mcunet_image *image, int32_t row)
{
    const mcunet_image_settings *settings = &image->settings;
    const mcunet_image_ratio rows = image->rows;
    if (is_reducing(settings)) {
        return; /* its sums are there already */
    }
    const uint32_t weight = overlap(row, image->output_row + 1, rows), start = area_of(image) / 2u;
    const uint32_t *line = line_of(image);
    uint32_t *sums = sums_of(image, image->output_row + 1);
    for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
        sums[element] = weight * line[element] + start;
    }
}

const mcunet_resizer mcunet_resize_area = {2 * sizeof(uint32_t), last_row, push, pull, advance};
