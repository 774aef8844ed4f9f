/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "engine/operands.h"
#include "kernels/mean.h"
#include "operators/operators.h"

static void average_pixel(const mcunet_kernel_call *call, mcunet_region window, int8_t *output)
{
    const mcunet_mean_constants *constants = (const mcunet_mean_constants *)(const void *)call->constants;
    const mcunet_view *input = call->inputs;
    uint32_t sums[MCUNET_SUM_BLOCK];
    for (int32_t channel = 0; channel < input->channels; channel += MCUNET_SUM_BLOCK) {
        const int32_t block = mcunet_min(MCUNET_SUM_BLOCK, input->channels - channel);
        memset(sums, 0, sizeof sums);
        mcunet_add_window(input, window, channel, block, sums);
        for (int32_t i = 0; i < block; i++) {
            output[channel + i] = mcunet_mean_output(constants, sums[i], call->output->zero_point);
        }
    }
}

static MCUNET_ONCE void mean(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            average_pixel(call, mcunet_window_inside(call->operator_, call->inputs, y, x), mcunet_pixel(call->output, y, x));
        }
    }
}

static MCUNET_ONCE int is_axis_sane(int32_t kernel, int32_t input, int32_t output)
{
    return (kernel == input && output == 1) || (kernel == 1 && output == input);
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return input->channels == output->channels && is_axis_sane(op->kernel_height, input->height, output->height)
           && is_axis_sane(op->kernel_width, input->width, output->width) && op->pad_top == 0 && op->pad_left == 0 && op->stride_height == 1
           && op->stride_width == 1 && op->dilation_height == 1 && op->dilation_width == 1;
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_mean_constants *constants = mcunet_constants(model, op);
    return mcunet_is_multiplier_sane(constants->multiplier, constants->shift);
}

const mcunet_operator_class mcunet_mean_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = mcunet_map_window,
    .fixed_constants_bytes = sizeof(mcunet_mean_constants),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_mean = {
    .kind = MCUNET_MEAN,
    .run = mean,
};
