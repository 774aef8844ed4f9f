/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

static void pad_pixel(const mcunet_kernel_call *call, int32_t y, int32_t x, int8_t *output)
{
    const mcunet_view *input = call->inputs;
    const int32_t channels = call->output->channels;
    const int32_t row = y - call->operator_->pad_top, column = x - call->operator_->pad_left;
    const int32_t before = call->operator_->parameter;

    memset(output, call->output->zero_point, (size_t)channels);
    if (row >= 0 && row < input->height && column >= 0 && column < input->width && before < channels) {
        memmove(output + before, mcunet_pixel(input, row, column), (size_t)mcunet_min(input->channels, channels - before));
    }
}

static void pad(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            pad_pixel(call, y, x, mcunet_pixel(call->output, y, x));
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    return (uint32_t)mcunet_input_tensor(model, op, 0)->channels + op->parameter <= mcunet_output_tensor(model, op)->channels;
}

static void axis_map(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)model;
    (void)index;
    map->kind = MCUNET_MAP_WINDOW;
    map->pad = direction == MCUNET_ROWS ? op->pad_top : op->pad_left;
}

const mcunet_operator_class mcunet_pad_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
};

const mcunet_kernel mcunet_portable_pad = {
    .kind = MCUNET_PAD,
    .run = pad,
};
