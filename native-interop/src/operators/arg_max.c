/* SPDX-License-Identifier: MIT */
/*
 * ARG_MAX and ARG_MIN: the number of each pixel's first greatest (least) channel, an int32 that the output holds as four channels, lowest
 * byte first.
 */
#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

#define INDEX_BYTES 4

static int32_t find(const int8_t *pixel, int32_t channels, int least)
{
    int32_t found = 0;
    for (int32_t i = 1; i < channels; i++) {
        if (least ? pixel[i] < pixel[found] : pixel[i] > pixel[found]) {
            found = i;
        }
    }
    return found;
}

static void arg_max(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            const int32_t index = find(mcunet_pixel(call->inputs, y, x), call->inputs->channels, call->operator_->parameter);
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int i = 0; i < INDEX_BYTES; i++) {
                output[i] = (int8_t)(uint8_t)(index >> (8 * i));
            }
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return input->height == output->height && input->width == output->width && output->channels == INDEX_BYTES && op->parameter <= 1;
}

const mcunet_operator_class mcunet_arg_max_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = mcunet_map_pixel,
};

const mcunet_kernel mcunet_portable_arg_max = {
    .kind = MCUNET_ARG_MAX,
    .run = arg_max,
};
