/* SPDX-License-Identifier: MIT */
#include "engine/operands.h"
#include "kernels/combine.h"
#include "operators/operators.h"

static void multiply_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const int32_t *constants = (const int32_t *)(const void *)call->constants, multiplier = constants[0], shift = constants[1];
    const int32_t zero0 = call->inputs[0].zero_point, zero1 = call->inputs[1].zero_point;
    const mcunet_range range = mcunet_range_of(call);
    if (mcunet_is_rescale(shift)) {
        for (int32_t i = 0; i < count; i++) {
            output[i] = mcunet_combined(range, mcunet_rescale((x0[i] - zero0) * (x1[i] - zero1), multiplier, shift));
        }
        return;
    }
    for (int32_t i = 0; i < count; i++) {
        const int32_t product = (x0[i] - zero0) * (x1[i] - zero1);
        output[i] = mcunet_combined(range, mcunet_multiply_by_quantized_multiplier(product, multiplier, shift));
    }
}

static void mul(const mcunet_kernel_call *call)
{
    mcunet_combine(call, multiply_values);
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
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
