/* SPDX-License-Identifier: MIT */
/* ADD and SUB: both operands brought to a common scale with 2^left headroom bits, then one sum requantised. */
#include "engine/operands.h"
#include "kernels/add.h"
#include "kernels/view.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

static int32_t rescale(int32_t x, int32_t zero_point, int32_t left_shift, int32_t multiplier, int32_t shift)
{
    const int32_t shifted = (int32_t)((uint32_t)(x - zero_point) << left_shift);
    return mcunet_multiply_by_quantized_multiplier(shifted, multiplier, shift);
}

static void add(const mcunet_kernel_call *call)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const int32_t low = call->operator_->activation_min, high = call->operator_->activation_max;
    const int32_t step0 = mcunet_broadcast_step(input0, output), step1 = mcunet_broadcast_step(input1, output);
    const uint32_t sign = call->operator_->kind == MCUNET_SUB ? UINT32_MAX : 1u;

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t x = region.left; x < region.right; x++, x0 += step0, x1 += step1, result += output->channels) {
            for (int32_t i = 0; i < output->channels; i++) {
                const int32_t a = rescale(x0[i], input0->zero_point, c->left_shift, c->multiplier0, c->shift0);
                const int32_t b = rescale(x1[i], input1->zero_point, c->left_shift, c->multiplier1, c->shift1);
                const int32_t sum = (int32_t)((uint32_t)a + (uint32_t)b * sign);
                const int32_t scaled = mcunet_multiply_by_quantized_multiplier(sum, c->output_multiplier, c->output_shift);
                const int32_t shifted = (int32_t)((uint32_t)scaled + (uint32_t)output->zero_point);
                result[i] = (int8_t)mcunet_clamp(shifted, low, high);
            }
        }
    }
}

static int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_add_constants *c = mcunet_constants(model, op);
    return c->left_shift >= 0 && c->left_shift <= 30 && mcunet_is_multiplier_sane(c->multiplier0, c->shift0)
           && mcunet_is_multiplier_sane(c->multiplier1, c->shift1) && mcunet_is_multiplier_sane(c->output_multiplier, c->output_shift);
}

const mcunet_operator_class mcunet_add_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = sizeof(mcunet_add_constants),
    .are_constants_sane = are_constants_sane,
};

const mcunet_operator_class mcunet_sub_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = sizeof(mcunet_add_constants),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_add = {
    .kind = MCUNET_ADD,
    .run = add,
};

const mcunet_kernel mcunet_portable_sub = {
    .kind = MCUNET_SUB,
    .run = add,
};
