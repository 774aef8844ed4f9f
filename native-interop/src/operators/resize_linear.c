/* SPDX-License-Identifier: MIT */
/*
 * RESIZE_LINEAR: between the input pixels before and after each output pixel, by fractions of 1/1024 along rows and columns, as TFLite's
 * integer kernel computes it. The constants are the pixel before and the fraction of every output row and column.
 */
#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

#define ONE 1024 /* of a fraction */

/* Pixels before each output row (column), and how far it lies behind them. */
typedef struct {
    const uint16_t *row, *column, *row_fraction, *column_fraction;
} positions;

static positions read_positions(const void *constants, int32_t height, int32_t width)
{
    positions p;
    p.row = constants;
    p.column = p.row + height;
    p.row_fraction = p.column + width;
    p.column_fraction = p.row_fraction + height;
    return p;
}

/* `sum` / 2^20, rounded half away from zero. */
static int8_t rounded(int32_t sum)
{
    const int32_t half = 1 << 19;
    return (int8_t)((sum + (sum > 0 ? half : -half)) / (1 << 20));
}

static void interpolate(const mcunet_kernel_call *call, const positions *p, int32_t y, int32_t x, int8_t *output)
{
    const mcunet_view *input = call->inputs;
    const int32_t below = p->row_fraction[y], right = p->column_fraction[x];
    const int8_t *corner = mcunet_pixel(input, p->row[y], p->column[x]);
    const int32_t down = below == 0 ? 0 : input->row_stride, across = right == 0 ? 0 : input->channels;
    const int32_t weights[4] = {(ONE - below) * (ONE - right), (ONE - below) * right, below * (ONE - right), below * right};
    for (int32_t c = 0; c < input->channels; c++, corner++) {
        output[c] =
            rounded(corner[0] * weights[0] + corner[across] * weights[1] + corner[down] * weights[2] + corner[down + across] * weights[3]);
    }
}

static void resize_linear(const mcunet_kernel_call *call)
{
    const positions p = read_positions(call->constants, call->output->height, call->output->width);
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            interpolate(call, &p, y, x, mcunet_pixel(call->output, y, x));
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
    map->kind = MCUNET_MAP_TABLE;
    map->extent = 2;
    map->table = mcunet_constants(model, op);
    if (direction == MCUNET_COLUMNS) {
        map->table += mcunet_output_tensor(model, op)->height;
    }
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    return 2u * (uint32_t)(extent->output_height + extent->output_width) * (uint32_t)sizeof(uint16_t);
}

/* Positions that do not decrease and fractions below 1, 0 at the last pixel, which has none behind it. */
static MCUNET_ONCE int are_positions_sane(const uint16_t *table, const uint16_t *fraction, int32_t count, int32_t size)
{
    for (int32_t i = 0; i < count; i++) {
        if (table[i] >= size || (i > 0 && table[i] < table[i - 1]) || fraction[i] >= ONE || (fraction[i] != 0 && table[i] + 1 >= size)) {
            return 0;
        }
    }
    return 1;
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const positions p = read_positions(mcunet_constants(model, op), output->height, output->width);
    return are_positions_sane(p.row, p.row_fraction, output->height, input->height)
           && are_positions_sane(p.column, p.column_fraction, output->width, input->width);
}

const mcunet_operator_class mcunet_resize_linear_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_portable_resize_linear = {
    .kind = MCUNET_RESIZE_LINEAR,
    .run = resize_linear,
};
