/* SPDX-License-Identifier: MIT */
#include "engine/operands.h"
#include "kernels/view.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

static void mul(const mcunet_kernel_call *call)
{
    const int32_t *constants = (const int32_t *)(const void *)call->constants;
    const int32_t multiplier = constants[0], shift = constants[1];
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const int32_t low = call->operator_->activation_min, high = call->operator_->activation_max;
    const int32_t step0 = mcunet_broadcast_step(input0, output), step1 = mcunet_broadcast_step(input1, output);

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t x = region.left; x < region.right; x++, x0 += step0, x1 += step1, result += output->channels) {
            for (int32_t i = 0; i < output->channels; i++) {
                const int32_t product = (x0[i] - input0->zero_point) * (x1[i] - input1->zero_point);
                const int32_t scaled = mcunet_multiply_by_quantized_multiplier(product, multiplier, shift);
                const int32_t shifted = (int32_t)((uint32_t)scaled + (uint32_t)output->zero_point);
                result[i] = (int8_t)mcunet_clamp(shifted, low, high);
            }
        }
    }
}

static int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const int32_t *constants = mcunet_constants(model, op);
    return mcunet_is_multiplier_sane(constants[0], constants[1]);
}

const mcunet_operator_class mcunet_mul_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = 2 * sizeof(int32_t),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_mul = {
    .kind = MCUNET_MUL,
    .run = mul,
};
