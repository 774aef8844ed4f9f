/* SPDX-License-Identifier: MIT */
/*
 * L2_NORMALIZATION: each pixel's channels divided by the root of the sum of their squares, in steps of 1/128.
 * Source of the formulas: TFLite's int8 reference kernel, whose inverse root is five steps of Newton's method in gemmlowp's fixed point.
 */
#include "kernels/reciprocal.h"
#include "kernels/view.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

#define STEP_BITS 7 /* outputs are in steps of 2^-7 */
#define NEWTON_STEPS 5
#define ONE (1 << 28)             /* Q3.28, of which three halves are 3 << 27 */
#define HALF_ROOT_OF_2 1518500250 /* Q0.31 */

static int32_t saturating_shift_left(int32_t x, int bits)
{
    const int64_t shifted = (int64_t)x * (1 << bits);
    return shifted > INT32_MAX ? INT32_MAX : (shifted < INT32_MIN ? INT32_MIN : (int32_t)shifted);
}

/* 1 / sqrt(x), of Q3.28 in [0.5, 2). */
static MCUNET_ONCE int32_t inverse_root(int32_t x)
{
    const int32_t half = mcunet_rounding_shift_right(x, 1);
    int32_t root = ONE;
#pragma GCC unroll 1
    for (int i = 0; i < NEWTON_STEPS; i++) {
        const int32_t cube = saturating_shift_left(mcunet_doubling_high_multiply(mcunet_doubling_high_multiply(root, root), root), 6);
        root = saturating_shift_left(mcunet_doubling_high_multiply(3 << 27, root) - mcunet_doubling_high_multiply(half, cube), 3);
    }
    return root;
}

static MCUNET_ONCE void normalize(const int8_t *input, int32_t channels, int32_t zero_point, int8_t *output)
{
    int32_t sum = 0; /* below 2^31: 32,767 channels of 255^2 */
    for (int32_t i = 0; i < channels; i++) {
        sum += (input[i] - zero_point) * (input[i] - zero_point);
    }
    int32_t multiplier = INT32_MAX, right = 0;
    if (sum > 1) {
        right = 11;
        if (sum >= 1 << 29) {
            sum /= 4;
            right++;
        }
        const int pairs = (mcunet_leading_zeros((uint32_t)sum) - 1) / 2 - 1; /* of bits, until the highest is the 28th or the 29th */
        right -= pairs;
        multiplier = mcunet_doubling_high_multiply(inverse_root((int32_t)((uint32_t)sum << (2 * pairs)) >> 1), HALF_ROOT_OF_2);
        if (right < 0) {
            multiplier = (int32_t)((uint32_t)multiplier << -right);
            right = 0;
        }
    }
    for (int32_t i = 0; i < channels; i++) {
        const int32_t value = mcunet_multiply_by_quantized_multiplier(input[i] - zero_point, multiplier, STEP_BITS - right);
        output[i] = (int8_t)mcunet_clamp(value, INT8_MIN, INT8_MAX);
    }
}

static void l2_normalization(const mcunet_kernel_call *call)
{
    const mcunet_view *input = call->inputs;
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            normalize(mcunet_pixel(input, y, x), input->channels, input->zero_point, mcunet_pixel(call->output, y, x));
        }
    }
}

const mcunet_operator_class mcunet_l2_normalization_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = mcunet_has_one_shape,
    .axis_map = mcunet_map_pixel,
};

const mcunet_kernel mcunet_portable_l2_normalization = {
    .kind = MCUNET_L2_NORMALIZATION,
    .run = l2_normalization,
};
