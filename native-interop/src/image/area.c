/* SPDX-License-Identifier: MIT */
/*
 * Area averaging. Along an axis of S source and D destination pixels, both divided by what divides both, let source pixel i cover
 * [i D, (i+1) D) and destination pixel j cover [j S, (j+1) S): both tile the same length and every overlap is an integer. A model pixel is
 * the sum of overlaps x values, divided by the area S x S' of a model pixel, rounded: exact, whatever the ratio.
 *
 * State: two rows of uint32. Where model rows are higher than source rows, a source row touches two at most: the sums of both, the lower of
 * which becomes the upper as the model moves on. Elsewhere the sums of one, and the latest source row, of which more model rows are made.
 */
#include "resizer.h"

typedef struct {
    int32_t source, destination; /* S and D: lengths of a destination and of a source pixel */
} ratio;

static ratio reduced(int32_t source, int32_t destination)
{
    int32_t a = source, b = destination;
    while (b != 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    const ratio lowest = {source / a, destination / a};
    return lowest;
}

static ratio columns_of(const mcunet_image_settings *settings)
{
    return reduced(settings->crop_width, settings->output_width);
}

static ratio rows_of(const mcunet_image_settings *settings)
{
    return reduced(settings->crop_height, settings->output_height);
}

static int is_reducing(ratio rows)
{
    return rows.source >= rows.destination;
}

/* The sums of a model row; the other half of the state belongs to the next one, or to the latest source row. */
static uint32_t *sums_of(const mcunet_image *image, int32_t output_row)
{
    uint32_t *rows = image->state;
    return rows + (is_reducing(rows_of(&image->settings)) ? output_row & 1 : 0) * mcunet_row_elements(&image->settings);
}

static uint32_t *line_of(const mcunet_image *image)
{
    return (uint32_t *)image->state + mcunet_row_elements(&image->settings);
}

static uint32_t overlap(int32_t source, int32_t destination, ratio axis)
{
    const int32_t begin = mcunet_maximum(source * axis.destination, destination * axis.source);
    const int32_t end = mcunet_minimum((source + 1) * axis.destination, (destination + 1) * axis.source);
    return end > begin ? (uint32_t)(end - begin) : 0u;
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return ((output_row + 1) * settings->crop_height - 1) / settings->output_height;
}

/* Where sums go: `weight` times a source row's into `sums`, which has some already, and `next_weight` times it into `next`, unless that is 0. */
typedef struct {
    uint32_t *sums, *next;
    uint32_t weight, next_weight;
} receiver;

MCUNET_INLINE void deliver(receiver *to, const uint32_t *sum, const int32_t channels)
{
    EACH_CHANNEL (channels) {
        to->sums[channel] += to->weight * sum[channel];
    }
    to->sums += channels;
    if (to->next_weight != 0u) {
        EACH_CHANNEL (channels) {
            to->next[channel] = to->next_weight * sum[channel];
        }
        to->next += channels;
    }
}

/*
 * Sums a source row along columns, where a source pixel is no wider than a model pixel and so ends one at most. `missing` is how much of the
 * model pixel that is being summed is still to come.
 */
MCUNET_INLINE void reduce_columns(const mcunet_image_settings *settings, const uint8_t *pixels, receiver to, const int32_t channels)
{
    const ratio columns = columns_of(settings);
    const uint32_t whole = (uint32_t)columns.source, width = (uint32_t)columns.destination;
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
            EACH_CHANNEL (channels) {
                sum[channel] += missing * pixel[channel * MCUNET_PIXELS_CHANNEL];
            }
            deliver(&to, sum, channels);
            const uint32_t rest = width - missing;
            EACH_CHANNEL (channels) {
                sum[channel] = rest * pixel[channel * MCUNET_PIXELS_CHANNEL];
            }
            missing = whole - rest;
        }
    }
}

/* Likewise where a source pixel is wider, and a model pixel has parts of two at most. */
MCUNET_INLINE void enlarge_columns(const mcunet_image_settings *settings, const uint8_t *pixels, receiver to, const int32_t channels)
{
    const ratio columns = columns_of(settings);
    const uint32_t whole = (uint32_t)columns.source;
    mcunet_pixels chunk;
    uint32_t sum[3] = {0, 0, 0};
    uint32_t missing = whole;
    for (int32_t begin = 0; begin < settings->crop_width; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, settings->crop_width - begin);
        mcunet_read_pixels(settings->format, pixels, settings->crop_left + begin, count, channels, &chunk);
        const uint16_t *pixel = chunk.values + MCUNET_PIXELS_BEFORE;
        for (const uint16_t *end = pixel + count; pixel < end; pixel++) {
            uint32_t left = (uint32_t)columns.destination;
            for (; left >= missing; missing = whole) {
                EACH_CHANNEL (channels) {
                    sum[channel] += missing * pixel[channel * MCUNET_PIXELS_CHANNEL];
                }
                deliver(&to, sum, channels);
                left -= missing;
                EACH_CHANNEL (channels) {
                    sum[channel] = 0;
                }
            }
            EACH_CHANNEL (channels) {
                sum[channel] = left * pixel[channel * MCUNET_PIXELS_CHANNEL];
            }
            missing -= left;
        }
    }
}

/* Of their own, so that the registers of each are enough. */
static __attribute__((noinline)) void sum_columns_3(const mcunet_image_settings *settings, const uint8_t *pixels, receiver to)
{
    reduce_columns(settings, pixels, to, 3);
}

static __attribute__((noinline)) void sum_columns_1(const mcunet_image_settings *settings, const uint8_t *pixels, receiver to)
{
    reduce_columns(settings, pixels, to, 1);
}

static void push(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    const mcunet_image_settings *settings = &image->settings;
    const ratio rows = rows_of(settings);
    const int32_t output_row = image->output_row;
    receiver to = {sums_of(image, output_row), line_of(image), overlap(row, output_row, rows), 1u};
    if (is_reducing(rows)) {
        to.next = sums_of(image, output_row + 1);
        to.next_weight = overlap(row, output_row + 1, rows);
    }
    if (row * rows.destination == output_row * rows.source) { /* the two begin together: no row before has left anything */
        __builtin_memset(to.sums, 0, (size_t)mcunet_row_elements(settings) * sizeof *to.sums);
    }
    if (settings->crop_width < settings->output_width) {
        enlarge_columns(settings, pixels, to, settings->output_channels);
    } else if (settings->output_channels == 3) {
        sum_columns_3(settings, pixels, to);
    } else {
        sum_columns_1(settings, pixels, to);
    }
}

static void pull(const mcunet_image *image, int32_t first, int32_t count, uint8_t *values)
{
    const uint32_t area = (uint32_t)(columns_of(&image->settings).source * rows_of(&image->settings).source);
    const uint32_t half = area / 2u;
    const uint32_t *sum = sums_of(image, image->output_row) + first;
    for (const uint32_t *end = sum + count; sum < end;) {
        *values++ = (uint8_t)((*sum++ + half) / area);
    }
}

static void advance(mcunet_image *image, int32_t row)
{
    const mcunet_image_settings *settings = &image->settings;
    const ratio rows = rows_of(settings);
    if (is_reducing(rows)) {
        return; /* its sums are there already */
    }
    const uint32_t weight = overlap(row, image->output_row + 1, rows);
    const uint32_t *line = line_of(image);
    uint32_t *sums = sums_of(image, image->output_row + 1);
    for (int32_t element = 0; element < mcunet_row_elements(settings); element++) {
        sums[element] = weight * line[element];
    }
}

const mcunet_resizer mcunet_resize_area = {2 * sizeof(uint32_t), last_row, push, pull, advance};
