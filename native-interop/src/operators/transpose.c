/* SPDX-License-Identifier: MIT */
#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

static void transpose(const mcunet_kernel_call *call)
{
    const unsigned axes = call->operator_->parameter;
    const int32_t channels = call->output->channels;
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int32_t channel = 0; channel < channels; channel++) {
                int32_t position[4]; /* row, column, channel of the input; the fourth keeps any `parameter` inside the array */
                position[axes & 3u] = y;
                position[axes >> 2 & 3u] = x;
                position[axes >> 4 & 3u] = channel;
                output[channel] = mcunet_pixel(call->inputs, position[0], position[1])[position[2]];
            }
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const int32_t rows = op->parameter & 3, columns = (op->parameter >> 2) & 3, channels = (op->parameter >> 4) & 3;
    if (rows > 2 || columns > 2 || channels > 2 || rows == columns || rows == channels || columns == channels) {
        return 0;
    }
    const int32_t from[3] = {input->height, input->width, input->channels};
    return output->height == from[rows] && output->width == from[columns] && output->channels == from[channels];
}

const mcunet_operator_class mcunet_transpose_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
};

const mcunet_kernel mcunet_portable_transpose = {
    .kind = MCUNET_TRANSPOSE,
    .run = transpose,
};
