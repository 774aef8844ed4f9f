/* SPDX-License-Identifier: MIT */
/*
 * Kernels for the ESP32-S3's vector instructions; constants in MCUNET_LAYOUT_ESP32S3 order. Same results as the portable ones. On other
 * machines an exact model of the instructions computes them, see pie.h.
 */
#ifndef MCUNET_ESP32S3_H
#define MCUNET_ESP32S3_H

#include "mcunet/kernel.h"

#define MCUNET_ESP32S3_ALIGNMENT 16u /* of the arena, the package and every buffer that a vector is read from */
#define MCUNET_ESP32S3_READABLE 16u  /* bytes behind a buffer that may be read, though nothing depends on them */
#define MCUNET_ESP32S3_MAX_SHIFT 22
#define MCUNET_ESP32S3_MAX_LANE_SHIFT 12 /* of a depthwise convolution, whose sums are scaled by 2^12 */

/* How one output channel of CONV_2D is scaled; its weights follow. */
typedef struct {
    int32_t bias;       /* fourfold */
    int32_t multiplier; /* as in the portable layout */
    int32_t rounding;   /* (2 * the output's zero point + 1) * 2^r + 1 */
    int32_t shift;      /* r + 1 */
} mcunet_esp32s3_channel;

/*
 * How one output channel of DEPTHWISE_CONV_2D is scaled; its bias lies in QACC's image. A channel whose sums may need more than a lane's
 * 20 bits, or that is scaled by a half or more, is wide: its bias stands in the place of the rounding, and its shift is CONV_2D's and
 * MCUNET_ESP32S3_WIDE, or MCUNET_ESP32S3_LEFT and how many bits its sums go to the left.
 */
typedef struct {
    int32_t multiplier, rounding, shift; /* rounding times 2^10, shift plus 10 */
} mcunet_esp32s3_lane;

#define MCUNET_ESP32S3_WIDE 64
#define MCUNET_ESP32S3_LEFT (MCUNET_ESP32S3_WIDE + 32)
#define MCUNET_ESP32S3_MAX_LEFT 7

/*
 * ADD and SUB of two bytes: floor((a x0 + b x1 + c) / 2^(shift + 8)), saturated, with a = 256 high0 + 256 low0 / 2^15, b likewise, what is less
 * than 1 of the lower parts' sum dropped, and c = offset0 offset1.
 */
typedef struct {
    int16_t high0, high1, low0, low1, offset0, offset1, shift, reserved;
} mcunet_esp32s3_sum;

#define MCUNET_ESP32S3_SUM_FRACTION 15
#define MCUNET_ESP32S3_MAX_SUM_SHIFT 15

/* Vectors that a window of so many bytes takes. Where half a vector is left over, windows one after another begin in turn at the first and the middle byte of a vector. */
static inline uint64_t mcunet_esp32s3_vectors(uint64_t window)
{
    return (window + 15u) / 16u;
}

/* Bytes of constants of one output channel of CONV_2D whose window has `window` bytes. */
static inline uint64_t mcunet_esp32s3_channel_bytes(uint64_t window)
{
    return sizeof(mcunet_esp32s3_channel) + 16u * mcunet_esp32s3_vectors(window);
}

/* Bytes of constants of 16 channels of DEPTHWISE_CONV_2D. */
static inline uint32_t mcunet_esp32s3_group_bytes(int32_t kernel)
{
    return 64u + 16u * (uint32_t)sizeof(mcunet_esp32s3_lane) + 16u * (uint32_t)(kernel * kernel);
}

#endif
