/* SPDX-License-Identifier: MIT */
#include "kernels/window_sum.h"
#include "mcunet/quantization.h"
#include "operators/operators.h"

static void max_pool_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const mcunet_region region = call->region;
    const int32_t channels = input->channels;

    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            const mcunet_region window = mcunet_window_inside(op, input, y, x);
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int32_t i = 0; i < channels; i++) {
                output[i] = op->activation_min;
            }
            for (int32_t row = window.top; row < window.bottom; row++) {
                for (int32_t column = window.left; column < window.right; column++) {
                    const int8_t *pixel = mcunet_pixel(input, row, column);
                    for (int32_t i = 0; i < channels; i++) {
                        output[i] = pixel[i] > output[i] ? pixel[i] : output[i];
                    }
                }
            }
            for (int32_t i = 0; i < channels; i++) {
                output[i] = output[i] < op->activation_max ? output[i] : op->activation_max;
            }
        }
    }
}

const mcunet_operator_class mcunet_max_pool_2d_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = mcunet_is_pool_sane,
    .axis_map = mcunet_map_window,
};

const mcunet_kernel mcunet_portable_max_pool_2d = {
    .kind = MCUNET_MAX_POOL_2D,
    .run = max_pool_2d,
};
