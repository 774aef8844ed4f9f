/* SPDX-License-Identifier: MIT */
/*
 * DIV: the dividend, shifted as far left as it goes, times the divisor's reciprocal in fixed point, requantised.
 * Source of the formulas: TFLite's int8 reference division. Where TFLite has no answer: n / 0 is the bound on the side of n's sign, 0 / 0 is 0, and
 * a quotient shifted right by more than 31 is 0.
 */
#include "engine/operands.h"
#include "kernels/combine.h"
#include "kernels/reciprocal.h"
#include "operators/operators.h"

#define MOST_SHIFT 23 /* of the multiplier, to the left: a dividend of 9 bits leaves at least as many free, which are shifted back */
#define BEYOND_ANY_BOUND 1024

/* The quotient without zero point. */
static int32_t divide(int32_t dividend, int32_t divisor, int32_t multiplier, int32_t shift)
{
    if (divisor == 0) {
        return dividend > 0 ? BEYOND_ANY_BOUND : (dividend < 0 ? -BEYOND_ANY_BOUND : 0);
    }
    const int32_t positive = divisor < 0 ? -divisor : divisor, signed_dividend = divisor < 0 ? -dividend : dividend;
    const uint32_t magnitude = (uint32_t)(dividend < 0 ? -dividend : dividend);
    /* Free bits between sign and highest one; a negative number of n bits has one more when it is -2^n. */
    const int headroom = magnitude == 0 ? 31 : mcunet_leading_zeros(signed_dividend < 0 ? 2 * magnitude - 1 : 2 * magnitude);
    const int zeros = mcunet_leading_zeros((uint32_t)positive);
    const int32_t reciprocal = mcunet_one_over_one_plus((int32_t)(((uint32_t)positive << zeros) & 0x7FFFFFFFu));
    const int32_t quotient = mcunet_doubling_high_multiply((int32_t)((uint32_t)signed_dividend << headroom), reciprocal);
    const int right = headroom + (31 - zeros) - shift;
    return right > 31 ? 0 : mcunet_rounding_shift_right(mcunet_doubling_high_multiply(quotient, multiplier), right);
}

static void divide_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const int32_t *constants = (const int32_t *)(const void *)call->constants;
    const int32_t zero0 = call->inputs[0].zero_point, zero1 = call->inputs[1].zero_point;
    const mcunet_range range = mcunet_range_of(call);
    for (int32_t i = 0; i < count; i++) {
        output[i] = mcunet_combined(range, divide(x0[i] - zero0, x1[i] - zero1, constants[0], constants[1]));
    }
}

static void div_(const mcunet_kernel_call *call)
{
    mcunet_combine(call, divide_values);
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const int32_t *constants = mcunet_constants(model, op);
    return mcunet_is_multiplier_sane(constants[0], constants[1]) && constants[1] <= MOST_SHIFT;
}

const mcunet_operator_class mcunet_div_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = 2 * sizeof(int32_t),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_div = {
    .kind = MCUNET_DIV,
    .run = div_,
};
