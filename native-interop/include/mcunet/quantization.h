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

/* round(x / 2^exponent), ties away from zero; 0 <= exponent <= 31. */
static inline int32_t mcunet_rounding_shift_right(int32_t x, int exponent)
{
    const int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1u);
    const int32_t remainder = x & mask;
    const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

/* x * multiplier * 2^(shift - 31), rounded twice as TFLite does; shift > 0 multiplies first, wrapping. -31 <= shift <= 30. */
static inline int32_t mcunet_multiply_by_quantized_multiplier(int32_t x, int32_t multiplier, int shift)
{
    const int left = shift > 0 ? shift : 0;
    const int right = shift > 0 ? 0 : -shift;
    const int32_t shifted = (int32_t)((uint32_t)x << left);
    return mcunet_rounding_shift_right(mcunet_doubling_high_multiply(shifted, multiplier), right);
}

static inline int32_t mcunet_clamp(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : (x > high ? high : x);
}

#endif
