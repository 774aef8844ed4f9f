/* SPDX-License-Identifier: MIT */
/*
 * Kernels for Armv7E-M with the DSP extension (Cortex-M4, M7, M33), constants in MCUNET_LAYOUT_ARMV7EM order. Same results as the portable
 * ones. They compile anywhere: elsewhere than on an Arm, the instructions are spelled out in C.
 */
#ifndef MCUNET_ARMV7EM_H
#define MCUNET_ARMV7EM_H

#include "mcunet/kernel.h"

/* What follows the weights of a pair of CONV_2D's output channels a, b in the stream that FORMAT.md describes. */
typedef struct {
    int32_t bias;           /* of b */
    int32_t multipliers[2]; /* doubled, modulo 2^32 */
    int8_t shifts[4];       /* to the right, 1 to MCUNET_CONV_MAX_SHIFT, of a and b, and zeros */
} mcunet_conv_scales;

#define MCUNET_CONV_MAX_SHIFT 22 /* an int8 and a half, shifted to the left, still fit in an int32 */

/* Bytes of constants of such a pair whose window has `window` bytes. */
static inline uint64_t mcunet_armv7em_pair_bytes(uint64_t window)
{
    return 4u + (window + 3u) / 4u * 8u + sizeof(mcunet_conv_scales);
}

/* Bytes of constants of four channels of DEPTHWISE_CONV_2D. */
static inline uint32_t mcunet_armv7em_quad_bytes(int32_t kernel)
{
    return 36u + 4u * (uint32_t)(kernel * kernel);
}

#endif
