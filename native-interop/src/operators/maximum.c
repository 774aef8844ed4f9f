/* SPDX-License-Identifier: MIT */
/* MAXIMUM and MINIMUM: of the bytes themselves, whatever the quantisations, as TFLite's kernels do it. */
#include "kernels/combine.h"
#include "operators/operators.h"

static void choose_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const mcunet_operator *op = call->operator_;
    const int least = op->kind == MCUNET_MINIMUM;
    for (int32_t i = 0; i < count; i++) {
        const int32_t chosen = (x0[i] < x1[i]) == least ? x0[i] : x1[i];
        output[i] = (int8_t)mcunet_clamp(chosen, op->activation_min, op->activation_max);
    }
}

static void choose(const mcunet_kernel_call *call)
{
    mcunet_combine(call, choose_values);
}

const mcunet_operator_class mcunet_maximum_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
};

const mcunet_operator_class mcunet_minimum_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
};

const mcunet_kernel mcunet_portable_maximum = {
    .kind = MCUNET_MAXIMUM,
    .run = choose,
};

const mcunet_kernel mcunet_portable_minimum = {
    .kind = MCUNET_MINIMUM,
    .run = choose,
};
