/* SPDX-License-Identifier: MIT */
/*
 * Requantisation in five instructions. Exact: doubling a sum x with saturation before the rounding high multiply gives gemmlowp's
 * doubling high multiply h, except where |x| >= 2^30; there |h| >= 2^29, so that after a right shift of at most MCUNET_FAST_SHIFT the
 * output is at its limit either way. Adding the sign before the rounding shift makes ties of negative numbers go away from zero; x's does
 * as well as h's, since where only x is negative h is 0, which is no tie. Other shifts take the portable arithmetic.
 */
#ifndef MCUNET_ARMV7EM_REQUANTISE_H
#define MCUNET_ARMV7EM_REQUANTISE_H

#include "kernels/dsp.h"
#include "mcunet/kernel.h"
#include "mcunet/quantization.h"

#define MCUNET_FAST_SHIFT 20

/* What the channels of an output share. */
typedef struct {
    int32_t zero_point, low, high;
    int clamped; /* whether low and high are narrower than int8 */
} mcunet_limits;

static inline mcunet_limits mcunet_limits_of(const mcunet_kernel_call *call)
{
    mcunet_limits limits;
    limits.zero_point = call->output->zero_point;
    limits.low = call->operator_->activation_min;
    limits.high = call->operator_->activation_max;
    limits.clamped = limits.low > INT8_MIN || limits.high < INT8_MAX;
    return limits;
}

/* Whether mcunet_scale can apply the shift (negative: right, as in the format). */
MCUNET_INLINE int mcunet_is_fast(int32_t shift)
{
    return (uint32_t)(-1 - shift) < MCUNET_FAST_SHIFT; /* not -shift - 1, which the least number does not have */
}

/* Half of 2^-shift, and the output's zero point times 2^-shift: what mcunet_scale adds before its shift. */
MCUNET_INLINE int32_t mcunet_rounding(int32_t shift, int32_t zero_point)
{
    return (int32_t)((uint32_t)(2 * zero_point + 1) << -shift) >> 1;
}

/* The requantised sum, zero point added, limited to int8; `rounding` is mcunet_rounding's. */
MCUNET_INLINE int32_t mcunet_scale(int32_t sum, int32_t multiplier, int32_t shift, int32_t rounding)
{
    return mcunet_saturate_int8(mcunet_add_high_product(mcunet_double_saturated(sum), multiplier, rounding + (sum >> 31)) >> -shift);
}

/* Limits outputs further than to int8, if need be. */
static inline void mcunet_clamp_run(const mcunet_limits *limits, int8_t *output, int32_t count)
{
    for (int32_t i = 0; limits->clamped && i < count; i++) {
        output[i] = (int8_t)mcunet_clamp(output[i], limits->low, limits->high);
    }
}

/* The same for any shift. */
int32_t mcunet_scale_slowly(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point);

#endif
