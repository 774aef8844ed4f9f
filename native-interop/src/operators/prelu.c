/* SPDX-License-Identifier: MIT */
/* PRELU: values below zero times a slope, the second operand; both ranges have a multiplier of their own. */
#include "engine/operands.h"
#include "kernels/combine.h"
#include "operators/operators.h"

/* FORMAT.md's constants. */
typedef struct {
    int32_t multiplier, shift, slope_multiplier, slope_shift;
} prelu_constants;

static void slope_values(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    const prelu_constants *c = (const prelu_constants *)(const void *)call->constants;
    const mcunet_range range = mcunet_range_of(call);
    for (int32_t i = 0; i < count; i++) {
        const int32_t x = x0[i] - call->inputs[0].zero_point, slope = x1[i] - call->inputs[1].zero_point;
        output[i] =
            mcunet_combined(range, x >= 0 ? mcunet_multiply_by_quantized_multiplier(x, c->multiplier, c->shift)
                                          : mcunet_multiply_by_quantized_multiplier(x * slope, c->slope_multiplier, c->slope_shift));
    }
}

static void prelu(const mcunet_kernel_call *call)
{
    mcunet_combine(call, slope_values);
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const prelu_constants *c = mcunet_constants(model, op);
    return mcunet_is_multiplier_sane(c->multiplier, c->shift) && mcunet_is_multiplier_sane(c->slope_multiplier, c->slope_shift);
}

const mcunet_operator_class mcunet_prelu_class = {
    .min_inputs = 2,
    .max_inputs = 2,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_broadcast_shapes,
    .axis_map = mcunet_map_broadcast,
    .fixed_constants_bytes = sizeof(prelu_constants),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_prelu = {
    .kind = MCUNET_PRELU,
    .run = prelu,
};
