/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* Copies the part of `input` that lies in the region when its first element lands on (top, left, channel) of the output. */
static void place(const mcunet_view *input, const mcunet_view *output, mcunet_region region, int32_t top, int32_t left, int32_t channel)
{
    const int32_t bottom = mcunet_min(region.bottom, top + input->height);
    const int32_t right = mcunet_min(region.right, left + input->width);
    for (int32_t y = mcunet_max(region.top, top); y < bottom; y++) {
        for (int32_t x = mcunet_max(region.left, left); x < right; x++) {
            memmove(mcunet_pixel(output, y, x) + channel, mcunet_pixel(input, y - top, x - left), (size_t)input->channels);
        }
    }
}

static void concatenation(const mcunet_kernel_call *call)
{
    const int axis = call->operator_->parameter;
    int32_t position = 0;
    for (int32_t i = 0; i < call->operator_->input_count; i++) {
        const mcunet_view *input = &call->inputs[i];
        place(input, call->output, call->region, axis == 0 ? position : 0, axis == 1 ? position : 0, axis == 2 ? position : 0);
        position += axis == 0 ? input->height : (axis == 1 ? input->width : input->channels);
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *output = mcunet_output_tensor(model, op);
    const int32_t whole[3] = {output->height, output->width, output->channels};
    int32_t total = 0;
    for (int32_t i = 0; i < op->input_count; i++) {
        const mcunet_tensor *input = mcunet_input_tensor(model, op, i);
        const int32_t part[3] = {input->height, input->width, input->channels};
        if (op->parameter > 2 || (op->parameter != 0 && part[0] != whole[0]) || (op->parameter != 1 && part[1] != whole[1])
            || (op->parameter != 2 && part[2] != whole[2])) {
            return 0;
        }
        total += part[op->parameter];
    }
    return total == whole[op->parameter];
}

static void axis_map(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)model;
    (void)index;
    map->kind = op->parameter == (uint16_t)direction ? MCUNET_MAP_GLOBAL : MCUNET_MAP_WINDOW;
}

const mcunet_operator_class mcunet_concatenation_class = {
    .min_inputs = 1,
    .max_inputs = MCUNET_MAX_INPUTS,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
};

const mcunet_kernel mcunet_portable_concatenation = {
    .kind = MCUNET_CONCATENATION,
    .run = concatenation,
};
