/* SPDX-License-Identifier: MIT */
/*
 * Fixed-point arithmetic of TFLite's int8 reference kernels, bit for bit.
 * Source of the formulas: gemmlowp's fixed-point library (SaturatingRoundingDoublingHighMul, RoundingDivideByPOT) as TFLite composes
 * them in MultiplyByQuantizedMultiplier.
 */
#ifndef MCUNET_QUANTIZATION_H
#define MCUNET_QUANTIZATION_H

#include <stdint.h>

/* round(a * b / 2^31), ties away from zero upward, towards zero downward; INT32_MIN * INT32_MIN saturates. */
static inline int32_t mcunet_doubling_high_multiply(int32_t a, int32_t b)
{
    if (a == INT32_MIN && b == INT32_MIN) {
        return INT32_MAX;
    }
    const int64_t product = (int64_t)a * b;
    const int64_t nudge = product >= 0 ? (INT64_C(1) << 30) : (1 - (INT64_C(1) << 30));
    return (int32_t)((product + nudge) / (INT64_C(1) << 31));
}

/* round(x / 2^exponent), ties away from zero; 0 <= exponent <= 31, |x| < INT32_MAX unless exponent > 1. */
static inline int32_t mcunet_rounding_shift_right(int32_t x, int exponent)
{
    const int32_t nudged = (int32_t)((uint32_t)x - (x < 0 ? 1u : 0u)); /* what makes ties of negative numbers go away from zero */
    return exponent == 0 ? x : ((nudged >> (exponent - 1)) + 1) >> 1;
}

/*
 * x * multiplier * 2^(shift - 31), rounded twice as TFLite does; shift > 0 multiplies first, wrapping. 0 <= multiplier,
 * -31 <= shift <= 30. With such a multiplier the doubling high multiply neither saturates nor needs its sign-dependent nudge.
 */
static inline int32_t mcunet_multiply_by_quantized_multiplier(int32_t x, int32_t multiplier, int shift)
{
    const int left = shift > 0 ? shift : 0;
    const int right = shift > 0 ? 0 : -shift;
    const int64_t product = (int64_t)(int32_t)((uint32_t)x << left) * multiplier;
    const int32_t high = (int32_t)((product + (INT64_C(1) << 30)) >> 31);
    return mcunet_rounding_shift_right(high, right);
}

/* Whether mcunet_rescale is exact for a shift. */
static inline int mcunet_is_rescale(int shift)
{
    return shift <= -1 && shift >= -30;
}

/*
 * The same in fewer instructions, for |x| < 2^29 and -30 <= shift <= -1, r = -shift: with h = floor(x * multiplier / 2^30), the upper word of a product,
 * the first rounding leaves floor((h + 1) / 2); the second one adds 2^(r - 1) and drops r bits, and floors of floors are one. Ties of
 * negative numbers go away from zero: there 2 less is added.
 */
static inline int32_t mcunet_rescale(int32_t x, int32_t multiplier, int shift)
{
    const int32_t high = (int32_t)(((int64_t)(4 * x) * multiplier) >> 32);
    const int32_t ties = (int32_t)((uint32_t)x >> 31 << 1);
    return (high + 1 + (1 << -shift) - ties) >> (1 - shift);
}

static inline int32_t mcunet_clamp(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : (x > high ? high : x);
}

#endif
