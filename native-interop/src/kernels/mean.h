/* SPDX-License-Identifier: MIT */
/* What both MEAN kernels do with a finished sum. */
#ifndef MCUNET_KERNELS_MEAN_H
#define MCUNET_KERNELS_MEAN_H

#include "mcunet/quantization.h"
#include "window_sum.h"

/* FORMAT.md's constants of MEAN. */
typedef struct {
    int32_t multiplier, shift, offset, reserved;
} mcunet_mean_constants;

static inline int8_t mcunet_mean_output(const mcunet_mean_constants *constants, uint32_t sum, int32_t zero_point)
{
    const int32_t centred = (int32_t)(sum + (uint32_t)constants->offset);
    const int32_t scaled = mcunet_multiply_by_quantized_multiplier(centred, constants->multiplier, constants->shift);
    const int32_t shifted = (int32_t)((uint32_t)scaled + (uint32_t)zero_point);
    return (int8_t)mcunet_clamp(shifted, INT8_MIN, INT8_MAX);
}

#endif
