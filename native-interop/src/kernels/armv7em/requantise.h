/*
 * Requantisation in seven instructions. Exact: doubling a sum x with saturation before the rounding high multiply gives gemmlowp's
 * doubling high multiply h, except where |x| >= 2^30; there |h| >= 2^29, so that after a right shift of at most MCUNET_FAST_SHIFT the
 * output is at its limit either way. Adding h's sign before the rounding shift makes ties of negative numbers go away from zero. Other
 * shifts take the portable arithmetic.
 */
#ifndef MCUNET_KERNELS_ARMV7EM_REQUANTISE_H
#define MCUNET_KERNELS_ARMV7EM_REQUANTISE_H

#include "../convolution.h"
#include "dsp.h"

#define MCUNET_FAST_SHIFT 20

/* One output channel's requantisation, prepared for many sums. */
typedef struct {
    int32_t multiplier;
    int32_t shift; /* right, 1 to MCUNET_FAST_SHIFT */
    int32_t round; /* half of 2^shift, and the output's zero point x 2^shift */
} mcunet_scaler;

/* Whether the channel's shift is one that mcunet_scale can apply. */
MCUNET_INLINE int mcunet_is_fast(int32_t shift)
{
    return (uint32_t)(-shift - 1) < MCUNET_FAST_SHIFT;
}

MCUNET_INLINE mcunet_scaler mcunet_prepare_scaler(int32_t multiplier, int32_t shift, int32_t zero_point)
{
    mcunet_scaler scaler;
    scaler.multiplier = multiplier;
    scaler.shift = -shift;
    scaler.round = (int32_t)((uint32_t)(2 * zero_point + 1) << -shift) >> 1;
    return scaler;
}

/* The requantised sum, zero point added, limited to int8. */
MCUNET_INLINE int32_t mcunet_scale(mcunet_scaler scaler, int32_t sum)
{
    const int32_t high = mcunet_high_product_rounded(mcunet_double_saturated(sum), scaler.multiplier);
    return mcunet_saturate_int8((high + (high >> 31) + scaler.round) >> scaler.shift);
}

/* Whether the operator's clamp is narrower than int8. */
MCUNET_INLINE int mcunet_is_clamped(const mcunet_convolution *constants)
{
    return constants->activation_min > INT8_MIN || constants->activation_max < INT8_MAX;
}

/* Requantises `count` sums of one channel, bias included, to output[0], output[1] ... */
MCUNET_INLINE void mcunet_store_channel(const mcunet_convolution *constants, int32_t channel, const int32_t *sums, int32_t count,
                                        int8_t *const *outputs, int clamped)
{
    const int32_t shift = constants->shift[channel];
    if (!mcunet_is_fast(shift)) {
        for (int32_t i = 0; i < count; i++) {
            outputs[i][channel] = mcunet_requantise(constants, channel, (uint32_t)sums[i]);
        }
        return;
    }
    const mcunet_scaler scaler = mcunet_prepare_scaler(constants->multiplier[channel], shift, constants->zero_point);
    for (int32_t i = 0; i < count; i++) {
        int32_t value = mcunet_scale(scaler, sums[i]);
        if (clamped) {
            value = mcunet_clamp(value, constants->activation_min, constants->activation_max);
        }
        outputs[i][channel] = (int8_t)value;
    }
}

#endif
