/* SPDX-License-Identifier: MIT */
/*
 * One resize method. All three see rows and columns of the crop only, numbered from 0, and rows of `elements` = model width x
 * channels values. Positions are exact fractions of integers; no method ever needs a row again once a later one has arrived.
 */
#ifndef MCUNET_SRC_IMAGE_RESIZER_H
#define MCUNET_SRC_IMAGE_RESIZER_H

#include <stdint.h>

#include "../kernels/dsp.h"
#include "mcunet/image.h"
#include "pixel.h"

struct mcunet_resizer {
    /* Bytes of state for each element of a model row. */
    uint32_t element_bytes;
    /* The last crop row that model row `output_row` reads. */
    int32_t (*last_row)(const mcunet_image_settings *settings, int32_t output_row);
    /* Takes crop row `row` towards model row image->output_row; `pixels` starts at the frame's column 0. */
    void (*push)(mcunet_image *image, int32_t row, const uint8_t *pixels);
    /* Writes `count` elements of model row image->output_row from element `first` on: pixel values 0 .. 255, each XOR a byte of `flip`. */
    void (*pull)(const mcunet_image *image, int32_t first, int32_t count, uint32_t flip, uint8_t *values);
};

/* For models with three channels, and for those with luma only. */
#define MCUNET_RESIZER(METHOD, name) extern const mcunet_resizer mcunet_resize_##name##_rgb, mcunet_resize_##name##_luma;
#include "resizers.def"

/* Reads `count` pixels of a row from pixel x of the crop on. */
static inline void mcunet_read_crop(const mcunet_image *image, const uint8_t *row, int32_t x, int32_t count, mcunet_pixels *pixels)
{
    image->read(row, image->settings.crop_left + x, count, pixels->values + MCUNET_PIXELS_BEFORE);
}

static inline int32_t mcunet_row_elements(const mcunet_image_settings *settings)
{
    return settings->output_width * settings->output_channels;
}

static inline int32_t mcunet_minimum(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t mcunet_maximum(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* A loop over channels, whose number the compiler knows where it matters: written out, so that what it holds stays in registers. */
#define EACH_CHANNEL(count) _Pragma("GCC unroll 3") for (int32_t channel = 0; channel < (count); channel++)

#endif
