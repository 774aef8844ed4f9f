/* SPDX-License-Identifier: MIT */
#include "combine.h"

void mcunet_combine(const mcunet_kernel_call *call, mcunet_combine_function combine)
{
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const mcunet_broadcast_runs runs = mcunet_place_broadcast_runs(input0, input1, output, region.right - region.left);
    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs.count; i++, x0 += runs.step0, x1 += runs.step1, result += runs.length) {
            combine(call, x0, x1, result, runs.length);
        }
    }
}
