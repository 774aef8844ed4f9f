/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

static void resize_nearest(const mcunet_kernel_call *call)
{
    const uint16_t *rows = (const uint16_t *)(const void *)call->constants;
    const uint16_t *columns = rows + call->output->height;
    const mcunet_region region = call->region;
    const size_t channels = (size_t)call->output->channels;

    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            memmove(mcunet_pixel(call->output, y, x), mcunet_pixel(call->inputs, rows[y], columns[x]), channels);
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    return mcunet_input_tensor(model, op, 0)->channels == mcunet_output_tensor(model, op)->channels;
}

static void axis_map(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)index;
    if ((op->parameter & (direction == MCUNET_ROWS ? MCUNET_RESIZE_ANY_ROWS : MCUNET_RESIZE_ANY_COLUMNS)) != 0) {
        return;
    }
    map->kind = MCUNET_MAP_TABLE;
    map->table = mcunet_constants(model, op);
    if (direction == MCUNET_COLUMNS) {
        map->table += mcunet_output_tensor(model, op)->height;
    }
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    return (uint32_t)(extent->output_height + extent->output_width) * (uint32_t)sizeof(uint16_t);
}

static MCUNET_ONCE int is_table_sane(const uint16_t *table, int32_t count, int32_t limit, int any_order)
{
    for (int32_t i = 0; i < count; i++) {
        if (table[i] >= limit || (i > 0 && table[i] < table[i - 1] && !any_order)) {
            return 0;
        }
    }
    return 1;
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const uint16_t *rows = mcunet_constants(model, op);
    return is_table_sane(rows, output->height, input->height, op->parameter & MCUNET_RESIZE_ANY_ROWS)
           && is_table_sane(rows + output->height, output->width, input->width, op->parameter & MCUNET_RESIZE_ANY_COLUMNS);
}

const mcunet_operator_class mcunet_resize_nearest_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_resize_nearest = {
    .kind = MCUNET_RESIZE_NEAREST,
    .run = resize_nearest,
};
