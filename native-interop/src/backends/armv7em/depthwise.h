/* SPDX-License-Identifier: MIT */
/* What the two ways of computing a depthwise convolution share; depthwise_conv_2d.c chooses between them. */
#ifndef MCUNET_ARMV7EM_DEPTHWISE_H
#define MCUNET_ARMV7EM_DEPTHWISE_H

#include <stdint.h>

#include "depthwise_row.h"
#include "mcunet/kernel.h"

/* Of what computes channels that the row functions cannot, which are rare: built for size where there are row functions. */
#if MCUNET_HAS_DSP
#define MCUNET_SELDOM __attribute__((cold, noinline))
#else
#define MCUNET_SELDOM
#endif

#define MCUNET_QUAD 4 /* channels whose constants lie together */

/* The constants of four channels in the stream that FORMAT.md describes; the weights follow, four channels for each tap. */
typedef struct {
    int32_t bias[MCUNET_QUAD], multiplier[MCUNET_QUAD];
    int8_t shift[MCUNET_QUAD];
} mcunet_quad;

static inline const int8_t *mcunet_quad_weights(const mcunet_quad *quad)
{
    return (const int8_t *)(quad + 1);
}

/* Limits the region's outputs of one channel to the operator's. */
void mcunet_clamp_channel(const mcunet_kernel_call *call, int32_t channel);

/* Whether a kernel of 3 can be computed from the input where it lies. */
int mcunet_armv7em_is_direct(const mcunet_operator *op, const mcunet_extent *extent);

/* So, without scratch. */
void mcunet_armv7em_depthwise_direct(const mcunet_kernel_call *call);

/* Channel by channel, from columns of words in scratch: for large regions, and over the input. */
void mcunet_armv7em_depthwise_columns(const mcunet_kernel_call *call, const mcunet_row_functions *functions);
uint32_t mcunet_armv7em_depthwise_columns_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent);

/* Pixel by pixel, four channels at a time: for small regions. The channels are a multiple of four. */
void mcunet_armv7em_depthwise_pixels(const mcunet_kernel_call *call);
uint32_t mcunet_armv7em_depthwise_pixels_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent);

#endif
