/* SPDX-License-Identifier: MIT */
/* AVERAGE_POOL_2D over the whole input, one rectangle of it at a time. */
#include <string.h>

#include "kernels/window_sum.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

static void average_pool_2d_accumulate(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    uint32_t *sums = call->scratch;

    if (call->patch & MCUNET_PATCH_FIRST) {
        memset(sums, 0, (size_t)input->channels * sizeof *sums);
    }
    mcunet_add_window(input, call->region, 0, input->channels, sums);
    if (call->patch & MCUNET_PATCH_LAST) {
        int8_t *output = mcunet_pixel(call->output, 0, 0);
        for (int32_t i = 0; i < input->channels; i++) {
            const int32_t average = mcunet_rounded_average((int32_t)sums[i], input->height * input->width);
            output[i] = (int8_t)mcunet_clamp(average, op->activation_min, op->activation_max);
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    return (uint32_t)extent->input_channels * 4u;
}

const mcunet_kernel mcunet_portable_average_pool_2d_accumulate = {
    .kind = MCUNET_AVERAGE_POOL_2D,
    .flags = MCUNET_OPERATOR_ACCUMULATE,
    .run = average_pool_2d_accumulate,
    .scratch_bytes = scratch_bytes,
};
