/* SPDX-License-Identifier: MIT */
/*
 * STRIDED_COPY: every operator that only moves values to places that follow a pattern. Each axis of the output is made of nested loops, and each
 * loop steps along one axis of the input. A slice has one loop an axis; DEPTH_TO_SPACE has rows of two, the inner of which steps along the
 * input's channels; a tile has loops of step 0; turning an image makes each axis step along another.
 */
#include <string.h>

#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

typedef struct {
    uint16_t size;                   /* at least 1 */
    uint8_t output_axis, input_axis; /* 0 rows, 1 columns, 2 channels */
    int16_t step;                    /* along the input axis; 0 where the size is 1 */
    uint16_t reserved;
} loop;

/* The constants: where the output's first element comes from, and the loops, those of rows first, the outermost of each axis first. */
typedef struct {
    uint16_t origin[3];
    uint16_t count;
    loop loops[MCUNET_MAX_LOOPS];
} pattern;

/* Moves `position` (of the input) to index `index` along an axis of the output, whose loops are [first, end). */
static void advance(const pattern *p, int32_t first, int32_t end, int32_t index, int32_t position[3])
{
    for (int32_t i = end - 1; i >= first && index != 0; i--) {
        const loop *l = &p->loops[i];
        position[l->input_axis] += index % l->size * l->step;
        index /= l->size;
    }
}

/* The first loop of an axis of the output. */
static int32_t first_of(const pattern *p, int32_t axis)
{
    int32_t i = 0;
    while (i < p->count && p->loops[i].output_axis < axis) {
        i++;
    }
    return i;
}

/* The channels of one pixel: runs of the innermost loop. */
static void copy_pixel(const mcunet_kernel_call *call, const pattern *p, int32_t first, const int32_t pixel[3], int8_t *output)
{
    static const loop single = {1, 2, 2, 1, 0};
    const mcunet_view *input = call->inputs;
    const loop *inner = first < p->count ? &p->loops[p->count - 1] : &single;
    const int32_t strides[3] = {input->row_stride, input->channels, 1};
    const int32_t step = inner->step * strides[inner->input_axis], runs = call->output->channels / inner->size;
    for (int32_t run = 0; run < runs; run++, output += inner->size) {
        int32_t position[3] = {pixel[0], pixel[1], pixel[2]};
        advance(p, first, p->count - 1, run, position);
        const int8_t *source = mcunet_pixel(input, position[0], position[1]) + position[2];
        if (step == 1) {
            memmove(output, source, inner->size);
        } else {
            for (int32_t i = 0; i < inner->size; i++) {
                output[i] = source[i * step];
            }
        }
    }
}

static void strided_copy(const mcunet_kernel_call *call)
{
    const pattern *p = (const pattern *)(const void *)call->constants;
    const int32_t columns = first_of(p, 1), channels = first_of(p, 2);
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        int32_t row[3] = {p->origin[0], p->origin[1], p->origin[2]};
        advance(p, 0, columns, y, row);
        for (int32_t x = region.left; x < region.right; x++) {
            int32_t pixel[3] = {row[0], row[1], row[2]};
            advance(p, columns, channels, x, pixel);
            copy_pixel(call, p, channels, pixel, mcunet_pixel(call->output, y, x));
        }
    }
}

/* Any; the loops decide. */
static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    (void)model;
    (void)op;
    return 1;
}

/*
 * A window where the outermost loop of the output's rows steps along the input's rows and no other of them does: the loops within it
 * make `divisor` output rows read the same input row, loops of other axes that step along rows make it several.
 */
static void axis_map(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)index;
    const pattern *p = mcunet_constants(model, op);
    int32_t low = p->origin[direction], span = 0, divisor = 1, step = 0;
    for (int32_t i = 0; i < p->count; i++) {
        const loop *l = &p->loops[i];
        const int along = l->input_axis == direction && l->step != 0 && l->size > 1;
        if (l->output_axis != direction) {
            const int32_t reach = along ? (l->size - 1) * l->step : 0;
            low += mcunet_min(reach, 0);
            span += mcunet_max(reach, -reach);
        } else if (!along) {
            divisor *= l->size;
        } else if (step != 0 || divisor != 1 || l->step < 0) {
            return; /* the whole input */
        } else {
            step = l->step;
        }
    }
    if (step == 0 || (step != 1 && divisor != 1)) {
        return;
    }
    map->kind = MCUNET_MAP_WINDOW;
    map->stride = step;
    map->divisor = divisor;
    map->extent = (span + 1) * divisor;
    map->pad = divisor - 1 - low * divisor;
}

/* Loops that make up the output's shape and never leave the input. */
static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const pattern *p = mcunet_constants(model, op);
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const int64_t size[3] = {input->height, input->width, input->channels};
    const int64_t shape[3] = {output->height, output->width, output->channels};
    int64_t made[3] = {1, 1, 1}, low[3] = {p->origin[0], p->origin[1], p->origin[2]}, high[3] = {low[0], low[1], low[2]};
    if (p->count > MCUNET_MAX_LOOPS) {
        return 0;
    }
    for (int32_t i = 0; i < p->count; i++) {
        const loop *l = &p->loops[i];
        if (l->size == 0 || (l->size == 1 && l->step != 0) || l->output_axis > 2 || l->input_axis > 2
            || (i > 0 && l->output_axis < p->loops[i - 1].output_axis)) {
            return 0;
        }
        const int64_t reach = (int64_t)(l->size - 1) * l->step;
        made[l->output_axis] *= l->size;
        low[l->input_axis] += reach < 0 ? reach : 0;
        high[l->input_axis] += reach > 0 ? reach : 0;
        if (made[l->output_axis] > shape[l->output_axis]) {
            return 0;
        }
    }
    for (int32_t axis = 0; axis < 3; axis++) {
        if (made[axis] != shape[axis] || low[axis] < 0 || high[axis] >= size[axis]) {
            return 0;
        }
    }
    return 1;
}

const mcunet_operator_class mcunet_strided_copy_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
    .fixed_constants_bytes = sizeof(pattern),
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_strided_copy = {
    .kind = MCUNET_STRIDED_COPY,
    .run = strided_copy,
};
