/* SPDX-License-Identifier: MIT */
/*
 * SOFTMAX over the channels of each pixel, from a table of exponentials.
 * Source of the formulas: TFLite's int8 reference softmax and gemmlowp's fixed-point reciprocal, in the same Q formats.
 */
#include "kernels/reciprocal.h"
#include "kernels/view.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

#define SUM_INTEGER_BITS 12 /* the sum of exponentials is Q12.19 */

static uint32_t sum_exponentials(const int8_t *input, int32_t channels, const int32_t *exponential, int32_t maximum)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < channels; i++) {
        sum += (uint32_t)mcunet_rounding_shift_right(exponential[maximum - input[i]], SUM_INTEGER_BITS);
    }
    return sum;
}

static void softmax_pixel(const int8_t *input, int32_t channels, const int32_t *exponential, int8_t *output)
{
    int32_t maximum = INT8_MIN;
    for (int32_t i = 0; i < channels; i++) {
        maximum = mcunet_max(maximum, input[i]);
    }
    const uint32_t sum = sum_exponentials(input, channels, exponential, maximum);
    const int zeros = mcunet_leading_zeros(sum);
    const int32_t reciprocal = mcunet_one_over_one_plus((int32_t)((sum << zeros) & 0x7FFFFFFFu));
    const int shift = SUM_INTEGER_BITS - zeros + 31 - 8;
    for (int32_t i = 0; i < channels; i++) {
        const int32_t scaled = mcunet_doubling_high_multiply(reciprocal, exponential[maximum - input[i]]);
        const int32_t probability = shift > 31 ? 0 : mcunet_rounding_shift_right(scaled, shift);
        output[i] = (int8_t)mcunet_clamp(probability + INT8_MIN, INT8_MIN, INT8_MAX);
    }
}

static void softmax(const mcunet_kernel_call *call)
{
    const int32_t *exponential = (const int32_t *)(const void *)call->constants;
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            softmax_pixel(mcunet_pixel(call->inputs, y, x), call->output->channels, exponential, mcunet_pixel(call->output, y, x));
        }
    }
}

const mcunet_operator_class mcunet_softmax_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = mcunet_has_one_shape,
    .axis_map = mcunet_map_pixel,
    .fixed_constants_bytes = 256 * sizeof(int32_t),
};

const mcunet_kernel mcunet_portable_softmax = {
    .kind = MCUNET_SOFTMAX,
    .run = softmax,
};
