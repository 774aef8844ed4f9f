/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "kernels/window_sum.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

static void average_pixel(const mcunet_operator *op, const mcunet_view *input, mcunet_region window, int8_t *output)
{
    const int32_t count = mcunet_pixel_count(window);
    uint32_t sums[MCUNET_SUM_BLOCK];
    for (int32_t channel = 0; channel < input->channels; channel += MCUNET_SUM_BLOCK) {
        const int32_t block = mcunet_min(MCUNET_SUM_BLOCK, input->channels - channel);
        memset(sums, 0, sizeof sums);
        mcunet_add_window(input, window, channel, block, sums);
        for (int32_t i = 0; i < block; i++) {
            const int32_t average = mcunet_rounded_average((int32_t)sums[i], count);
            output[channel + i] = (int8_t)mcunet_clamp(average, op->activation_min, op->activation_max);
        }
    }
}

static void average_pool_2d(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            average_pixel(call->operator_, call->inputs, mcunet_window_inside(call->operator_, call->inputs, y, x),
                          mcunet_pixel(call->output, y, x));
        }
    }
}

const mcunet_operator_class mcunet_average_pool_2d_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = mcunet_is_pool_sane,
    .axis_map = mcunet_map_window,
};

const mcunet_kernel mcunet_portable_average_pool_2d = {
    .kind = MCUNET_AVERAGE_POOL_2D,
    .run = average_pool_2d,
};
