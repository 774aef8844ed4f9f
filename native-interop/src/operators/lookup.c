/* SPDX-License-Identifier: MIT */
#include "kernels/view.h"
#include "operators/operators.h"

static void lookup(const mcunet_kernel_call *call)
{
    const int8_t *table = (const int8_t *)call->constants;
    const mcunet_region region = call->region;
    const int32_t row_bytes = (region.right - region.left) * call->output->channels;

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *input = mcunet_pixel(call->inputs, y, region.left);
        int8_t *output = mcunet_pixel(call->output, y, region.left);
        for (int32_t i = 0; i < row_bytes; i++) {
            output[i] = table[(uint8_t)input[i]];
        }
    }
}

const mcunet_operator_class mcunet_lookup_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .is_elementwise = 1,
    .are_shapes_sane = mcunet_has_one_shape,
    .axis_map = mcunet_map_pixel,
    .fixed_constants_bytes = 256,
};

const mcunet_kernel mcunet_portable_lookup = {
    .kind = MCUNET_LOOKUP,
    .run = lookup,
};
