/* SPDX-License-Identifier: MIT */
/* Reading pixels of a camera row, whatever their format. */
#ifndef MCUNET_SRC_IMAGE_PIXEL_H
#define MCUNET_SRC_IMAGE_PIXEL_H

#include "mcunet/image.h"

#define MCUNET_PIXELS_AT_ONCE 80 /* even: read between two calls; bytes on the stack against calls */

/*
 * Pixels as channels (R, G, B; luma is channel 0): 0 .. 255, in halves of words, so that two can be made and stored at once. Those that are
 * read come between MCUNET_PIXELS_BEFORE and MCUNET_PIXELS_AFTER places, which are the caller's; with a pixel of a pair its other one may be
 * written, be it before or after them.
 */
#define MCUNET_PIXELS_BEFORE 2
#define MCUNET_PIXELS_AFTER 2
#define MCUNET_PIXELS_CHANNEL (MCUNET_PIXELS_BEFORE + MCUNET_PIXELS_AT_ONCE + MCUNET_PIXELS_AFTER)

typedef struct {
    uint16_t values[3 * MCUNET_PIXELS_CHANNEL] __attribute__((aligned(4)));
} mcunet_pixels;

/*
 * Readers of `count` pixels, at most MCUNET_PIXELS_AT_ONCE, from pixel x of a row on, as 3 channels, or as 1. `place` is the first
 * pixel's in an mcunet_pixels.
 */
#define MCUNET_PIXEL(FORMAT, name) extern mcunet_pixel_reader mcunet_read_##name##_rgb, mcunet_read_##name##_luma;
#include "pixels.def"

/* Bytes of two pixels of a format, 0 when there is no such format (YUV422 shares chroma between two). */
int32_t mcunet_pixel_pair_bytes(int32_t format);

#endif
