/* SPDX-License-Identifier: MIT */
/* SQUARED_DIFFERENCE: both operands brought to a common scale as for ADD, the square of their difference requantised. */
#include "kernels/add.h"
#include "kernels/combine.h"
#include "operators/operators.h"

static void square_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    const mcunet_range range = mcunet_range_of(call);
    for (int32_t i = 0; i < count; i++) {
        const int32_t a = mcunet_to_common_scale(x0[i], call->inputs[0].zero_point, c->left_shift, c->multiplier0, c->shift0);
        const int32_t b = mcunet_to_common_scale(x1[i], call->inputs[1].zero_point, c->left_shift, c->multiplier1, c->shift1);
        const uint32_t difference = (uint32_t)a - (uint32_t)b;
        const int32_t square = (int32_t)(difference * difference);
        output[i] = mcunet_combined(range, mcunet_multiply_by_quantized_multiplier(square, c->output_multiplier, c->output_shift));
    }
}

static void squared_difference(const mcunet_kernel_call *call)
{
    mcunet_combine(call, square_values);
}

const mcunet_operator_class mcunet_squared_difference_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = sizeof(mcunet_add_constants),
    .are_constants_sane = mcunet_are_sum_constants_sane,
};

const mcunet_kernel mcunet_portable_squared_difference = {
    .kind = MCUNET_SQUARED_DIFFERENCE,
    .run = squared_difference,
};
