/* SPDX-License-Identifier: MIT */
/* MEAN over the whole input, one rectangle of it at a time. */
#include <string.h>

#include "kernels/mean.h"
#include "operators/operators.h"

static void mean_accumulate(const mcunet_kernel_call *call)
{
    const mcunet_mean_constants *constants = (const mcunet_mean_constants *)(const void *)call->constants;
    const mcunet_view *input = call->inputs;
    uint32_t *sums = call->scratch;

    if (call->patch & MCUNET_PATCH_FIRST) {
        memset(sums, 0, (size_t)input->channels * sizeof *sums);
    }
    mcunet_add_window(input, call->region, 0, input->channels, sums);
    if (call->patch & MCUNET_PATCH_LAST) {
        int8_t *output = mcunet_pixel(call->output, 0, 0);
        for (int32_t i = 0; i < input->channels; i++) {
            output[i] = mcunet_mean_output(constants, sums[i], call->output->zero_point);
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    return (uint32_t)extent->input_channels * 4u;
}

const mcunet_kernel mcunet_portable_mean_accumulate = {
    .kind = MCUNET_MEAN,
    .flags = MCUNET_OPERATOR_ACCUMULATE,
    .run = mean_accumulate,
    .scratch_bytes = scratch_bytes,
};
