/* SPDX-License-Identifier: MIT */
#include "axis_map.h"

static int32_t clip(int32_t x, int32_t size)
{
    return x < 0 ? 0 : (x > size ? size : x);
}

/* x / divisor rounded up; 0 for what is not positive. Most operators' divisor is 1, and divisions are dear. */
static int32_t divided_up(int32_t x, int32_t divisor)
{
    return divisor == 1 ? x : (x <= 0 ? 0 : (x - 1) / divisor + 1);
}

int32_t mcunet_slot_size(const mcunet_model *model, int32_t slot, mcunet_direction direction)
{
    const mcunet_tensor *tensor = &model->tensors[model->slots[slot].tensor];
    return direction == MCUNET_ROWS ? tensor->height : tensor->width;
}

mcunet_axis_map mcunet_axis_map_of(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction)
{
    mcunet_axis_map map = {MCUNET_MAP_GLOBAL, 1, 1, 0, 1, NULL, 0, 0};
    map.input_size = mcunet_slot_size(model, model->operands[op->first_input + index], direction);
    map.output_size = mcunet_slot_size(model, op->output, direction);
    const mcunet_operator_class *class_ = mcunet_find_class(op);
    if ((op->flags & MCUNET_OPERATOR_ACCUMULATE) != 0) {
        map.kind = MCUNET_MAP_ACCUMULATE;
    } else if (class_->axis_map != NULL) {
        class_->axis_map(model, op, index, direction, &map);
    }
    return map;
}

int32_t mcunet_axis_map_begin(const mcunet_axis_map *map, int32_t from)
{
    if (from >= map->output_size) {
        return map->input_size;
    }
    switch (map->kind) {
    case MCUNET_MAP_WINDOW: return clip(divided_up(from * map->stride - map->pad, map->divisor), map->input_size);
    case MCUNET_MAP_TABLE: return map->table[from];
    default: return 0;
    }
}

int32_t mcunet_axis_map_end(const mcunet_axis_map *map, int32_t end)
{
    if (end <= 0) {
        return 0;
    }
    switch (map->kind) {
    case MCUNET_MAP_WINDOW: return clip(divided_up((end - 1) * map->stride - map->pad + map->extent, map->divisor), map->input_size);
    case MCUNET_MAP_TABLE: return clip(map->table[end - 1] + map->extent, map->input_size);
    default: return map->input_size;
    }
}

/* Number of entries below `limit` in an ascending table. */
static int32_t count_below(const uint16_t *table, int32_t count, int32_t limit)
{
    int32_t low = 0;
    int32_t high = count;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (table[middle] < limit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t mcunet_axis_map_arrival(const mcunet_axis_map *map, int32_t arrived)
{
    if (arrived >= MCUNET_UNBOUNDED) {
        return MCUNET_UNBOUNDED;
    }
    int32_t end;
    if (map->kind == MCUNET_MAP_WINDOW) {
        const int32_t last = arrived * map->divisor + map->pad - map->extent;
        end = last < 0 ? 0 : last / map->stride + 1;
    } else if (arrived >= map->input_size) {
        end = map->output_size + (arrived - map->input_size);
    } else {
        end = map->kind == MCUNET_MAP_TABLE ? count_below(map->table, map->output_size, arrived - map->extent + 1) : 0;
    }
    return end < MCUNET_UNBOUNDED ? end : MCUNET_UNBOUNDED;
}
