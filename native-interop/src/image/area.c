/* SPDX-License-Identifier: MIT */
/*
 * Area averaging. Along an axis of S source and D destination pixels, both divided by what divides both, let source pixel i cover
 * [i D, (i+1) D) and destination pixel j cover [j S, (j+1) S): both tile the same length and every overlap is an integer. A model pixel is
 * the sum of overlaps x values, divided by the area S x S' of a model pixel, rounded: exact, whatever the ratio.
 *
 * State: two rows of uint32, each a source row summed along columns: `earlier`, in which the model row begins, and `latest`. Source rows
 * between that one and the model row's last are added to `earlier`. So a source row in which a model row ends, as nearly each does where the
 * model is about as large as the frame, is stored and nothing else, and the next model row finds it there.
 */
#include "resizer.h"

#define UNLIKELY(condition) __builtin_expect(condition, 0)

static int32_t first_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return output_row * settings->crop_height / settings->output_height;
}

static int32_t last_row(const mcunet_image_settings *settings, int32_t output_row)
{
    return ((output_row + 1) * settings->crop_height - 1) / settings->output_height;
}

/* How much of a source row a model row covers. */
static uint32_t overlap(int32_t source, int32_t destination, mcunet_image_ratio axis)
{
    const int32_t begin = mcunet_maximum(source * axis.destination, destination * axis.source);
    const int32_t end = mcunet_minimum((source + 1) * axis.destination, (destination + 1) * axis.source);
    return end > begin ? (uint32_t)(end - begin) : 0u;
}

/* The two rows of state change places with each model row, or with each source row, whichever are fewer. */
static uint32_t *sums_of(const mcunet_image *image, int32_t is_latest)
{
    const mcunet_image_settings *settings = &image->settings;
    const int32_t place = (mcunet_minimum(image->output_row, first_row(settings, image->output_row)) + is_latest) & 1;
    return (uint32_t *)image->state + place * mcunet_row_elements(settings);
}

/* Sums a source row along columns. `missing` is how much of the model pixel that is being summed is still to come. */
MCUNET_INLINE void sum_columns(const mcunet_image *image, const uint8_t *pixels, uint32_t *sums, const int32_t channels)
{
    const mcunet_image_settings *settings = &image->settings;
    const uint32_t whole = (uint32_t)image->columns.source, width = (uint32_t)image->columns.destination;
    mcunet_pixels chunk;
    uint32_t sum[3] = {0, 0, 0};
    uint32_t missing = whole;
    for (int32_t begin = 0; begin < settings->crop_width; begin += MCUNET_PIXELS_AT_ONCE) {
        const int32_t count = mcunet_minimum(MCUNET_PIXELS_AT_ONCE, settings->crop_width - begin);
        mcunet_read_crop(image, pixels, begin, count, &chunk);
        const uint16_t *pixel = chunk.values + MCUNET_PIXELS_BEFORE;
        for (const uint16_t *end = pixel + count; pixel < end; pixel++) {
            if (missing > width) {
                EACH_CHANNEL (channels) {
                    sum[channel] += width * pixel[channel * MCUNET_PIXELS_CHANNEL];
                }
                missing -= width;
                continue;
            }
            uint32_t rest = width - missing;
            EACH_CHANNEL (channels) {
                const uint32_t value = pixel[channel * MCUNET_PIXELS_CHANNEL];
                *sums++ = sum[channel] + missing * value;
            }
            for (; UNLIKELY(rest >= whole); rest -= whole) { /* model pixels within a source pixel */
                EACH_CHANNEL (channels) {
                    *sums++ = whole * pixel[channel * MCUNET_PIXELS_CHANNEL];
                }
            }
            EACH_CHANNEL (channels) {
                sum[channel] = rest * pixel[channel * MCUNET_PIXELS_CHANNEL];
            }
            missing = whole - rest;
        }
    }
}

/* Takes a row that `sum` sums along columns. */
static __attribute__((cold, noinline)) void push(mcunet_image *image, int32_t row, const uint8_t *pixels,
                                                 void (*sum)(const mcunet_image *, const uint8_t *, uint32_t *))
{
    const mcunet_image_settings *settings = &image->settings;
    const int32_t first = first_row(settings, image->output_row);
    uint32_t *earlier = sums_of(image, 0), *latest = sums_of(image, row > first);
    sum(image, pixels, latest);
    if (row == first || row == image->last_row) {
        return;
    }
    const uint32_t weight = row == first + 1 ? overlap(first, image->output_row, image->rows) : 1u;
    const uint32_t height = (uint32_t)image->rows.destination;
    for (const uint32_t *end = earlier + mcunet_row_elements(settings); earlier < end; earlier++, latest++) {
        *earlier = weight * *earlier + height * *latest;
    }
}

static void sum_columns_3(const mcunet_image *image, const uint8_t *pixels, uint32_t *sums)
{
    sum_columns(image, pixels, sums, 3);
}

static void sum_columns_1(const mcunet_image *image, const uint8_t *pixels, uint32_t *sums)
{
    sum_columns(image, pixels, sums, 1);
}

static void push_rgb(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    push(image, row, pixels, sum_columns_3);
}

static void push_luma(mcunet_image *image, int32_t row, const uint8_t *pixels)
{
    push(image, row, pixels, sum_columns_1);
}

static void pull(const mcunet_image *image, int32_t first, int32_t count, uint32_t flip, uint8_t *values)
{
    const int32_t first_source = first_row(&image->settings, image->output_row), last_source = image->last_row;
    const uint32_t earlier_weight = last_source > first_source + 1 ? 1u : overlap(first_source, image->output_row, image->rows);
    const uint32_t latest_weight = last_source > first_source ? overlap(last_source, image->output_row, image->rows) : 0u;
    const uint32_t area = (uint32_t)(image->columns.source * image->rows.source), half = area / 2u;
    const uint32_t *earlier = sums_of(image, 0) + first, *latest = sums_of(image, 1) + first;
#define MEAN(place) ((mcunet_opaque(half + earlier_weight * earlier[place]) + latest_weight * latest[place]) / area)
    for (; count >= 4; count -= 4, earlier += 4, latest += 4, values += 4) {
        mcunet_store_word(values, (MEAN(0) | MEAN(1) << 8 | MEAN(2) << 16 | MEAN(3) << 24) ^ flip);
    }
    for (; count > 0; count--) {
        *values++ = (uint8_t)(MEAN(0) ^ flip);
        earlier++;
        latest++;
    }
#undef MEAN
}

const mcunet_resizer mcunet_resize_area_rgb = {2 * sizeof(uint32_t), last_row, push_rgb, pull};
const mcunet_resizer mcunet_resize_area_luma = {2 * sizeof(uint32_t), last_row, push_luma, pull};
