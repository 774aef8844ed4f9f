/* SPDX-License-Identifier: MIT */
/* ADD and SUB: both operands brought to a common scale with 2^left headroom bits, then one sum requantised. */
#include "engine/operands.h"
#include "kernels/add.h"
#include "kernels/combine.h"
#include "operators/operators.h"

static void add_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    const uint32_t sign = call->operator_->kind == MCUNET_SUB ? UINT32_MAX : 1u;
    const mcunet_range range = mcunet_range_of(call);
    for (int32_t i = 0; i < count; i++) {
        const int32_t a = mcunet_to_common_scale(x0[i], call->inputs[0].zero_point, c->left_shift, c->multiplier0, c->shift0);
        const int32_t b = mcunet_to_common_scale(x1[i], call->inputs[1].zero_point, c->left_shift, c->multiplier1, c->shift1);
        const int32_t sum = (int32_t)((uint32_t)a + (uint32_t)b * sign);
        output[i] = mcunet_combined(range, mcunet_multiply_by_quantized_multiplier(sum, c->output_multiplier, c->output_shift));
    }
}

static void add(const mcunet_kernel_call *call)
{
    mcunet_combine(call, add_values);
}

MCUNET_ONCE int mcunet_are_sum_constants_sane(const mcunet_model *model, const mcunet_operator *op)
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
    .are_constants_sane = mcunet_are_sum_constants_sane,
};

const mcunet_operator_class mcunet_sub_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = sizeof(mcunet_add_constants),
    .are_constants_sane = mcunet_are_sum_constants_sane,
};

const mcunet_kernel mcunet_portable_add = {
    .kind = MCUNET_ADD,
    .run = add,
};

const mcunet_kernel mcunet_portable_sub = {
    .kind = MCUNET_SUB,
    .run = add,
};
