/*
 * Requantisation in seven instructions. Exact: doubling a sum x with saturation before the rounding high multiply gives gemmlowp's
 * doubling high multiply h, except where |x| >= 2^30; there |h| >= 2^29, so that after a right shift of at most MCUNET_FAST_SHIFT the
 * output is at its limit either way. Adding h's sign before the rounding shift makes ties of negative numbers go away from zero. Other
 * shifts take the portable arithmetic.
 */
#ifndef MCUNET_KERNELS_ARMV7EM_REQUANTISE_H
#define MCUNET_KERNELS_ARMV7EM_REQUANTISE_H

#include "dsp.h"
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
    return (uint32_t)(-shift - 1) < MCUNET_FAST_SHIFT;
}

/* Half of 2^-shift, and the output's zero point times 2^-shift: what mcunet_scale adds before its shift. */
MCUNET_INLINE int32_t mcunet_rounding(int32_t shift, int32_t zero_point)
{
    return (int32_t)((uint32_t)(2 * zero_point + 1) << -shift) >> 1;
}

/* The requantised sum, zero point added, limited to int8; `rounding` is mcunet_rounding's. */
MCUNET_INLINE int32_t mcunet_scale(int32_t sum, int32_t multiplier, int32_t shift, int32_t rounding)
{
    const int32_t high = mcunet_high_product_rounded(mcunet_double_saturated(sum), multiplier);
    return mcunet_saturate_int8((high + (high >> 31) + rounding) >> -shift);
}

/* The same for any shift. */
int32_t mcunet_scale_slowly(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point);

/* Requantises `count` sums of one channel in place. */
MCUNET_INLINE void mcunet_scale_all(int32_t *sums, int32_t count, int32_t multiplier, int32_t shift, const mcunet_limits *limits)
{
    if (mcunet_is_fast(shift)) {
        const int32_t rounding = mcunet_rounding(shift, limits->zero_point);
#pragma GCC unroll 3
        for (int32_t i = 0; i < count; i++) {
            sums[i] = mcunet_scale(sums[i], multiplier, shift, rounding);
        }
    } else {
#pragma GCC unroll 3
        for (int32_t i = 0; i < count; i++) {
            sums[i] = mcunet_scale_slowly(sums[i], multiplier, shift, limits->zero_point);
        }
    }
    if (limits->clamped) {
#pragma GCC unroll 3
        for (int32_t i = 0; i < count; i++) {
            sums[i] = mcunet_clamp(sums[i], limits->low, limits->high);
        }
    }
}

#endif
