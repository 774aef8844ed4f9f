/* SPDX-License-Identifier: MIT */
#include "reciprocal.h"

#include "mcunet/quantization.h"

static int32_t saturating_shift_left(int32_t x, int exponent)
{
    const int64_t shifted = (int64_t)x * (INT64_C(1) << exponent);
    return shifted > INT32_MAX ? INT32_MAX : (shifted < INT32_MIN ? INT32_MIN : (int32_t)shifted);
}

/* Three Newton-Raphson steps from 48/17 - 32/17 d, with d = (1 + x) / 2. */
int32_t mcunet_one_over_one_plus(int32_t x)
{
    const int32_t q2_48_over_17 = 1515870810, q2_minus_32_over_17 = -1010580540, q2_one = INT32_C(1) << 29;
    const int32_t half_denominator = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2);
    int32_t estimate = q2_48_over_17 + mcunet_doubling_high_multiply(half_denominator, q2_minus_32_over_17); /* Q2.29 */
    for (int step = 0; step < 3; step++) {
        const int32_t error = q2_one - mcunet_doubling_high_multiply(half_denominator, estimate);
        estimate += saturating_shift_left(mcunet_doubling_high_multiply(estimate, error), 2);
    }
    return saturating_shift_left(estimate, 1); /* estimate is of 2 / (1 + x) */
}
