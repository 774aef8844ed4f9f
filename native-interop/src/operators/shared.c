/* SPDX-License-Identifier: MIT */
/* What the classes of several operators say. */
#include "engine/operands.h"
#include "operators/operators.h"

void mcunet_map_window(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                       mcunet_axis_map *map)
{
    (void)model;
    (void)index;
    const int rows = direction == MCUNET_ROWS;
    const int32_t kernel = rows ? op->kernel_height : op->kernel_width;
    const int32_t dilation = rows ? op->dilation_height : op->dilation_width;
    map->kind = MCUNET_MAP_WINDOW;
    map->extent = (kernel - 1) * dilation + 1;
    map->stride = rows ? op->stride_height : op->stride_width;
    map->pad = rows ? op->pad_top : op->pad_left;
}

void mcunet_map_pixel(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)model;
    (void)op;
    (void)index;
    (void)direction;
    map->kind = MCUNET_MAP_WINDOW;
}

void mcunet_map_broadcast(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                          mcunet_axis_map *map)
{
    (void)model;
    (void)op;
    (void)index;
    (void)direction;
    map->kind = map->input_size == map->output_size ? MCUNET_MAP_WINDOW : MCUNET_MAP_GLOBAL;
}

static int is_same(const mcunet_tensor *a, const mcunet_tensor *b)
{
    return a->height == b->height && a->width == b->width && a->channels == b->channels;
}

MCUNET_ONCE int mcunet_has_one_shape(const mcunet_model *model, const mcunet_operator *op)
{
    return is_same(mcunet_input_tensor(model, op, 0), mcunet_output_tensor(model, op));
}

MCUNET_ONCE int mcunet_has_broadcast_shapes(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *output = mcunet_output_tensor(model, op);
    for (int32_t i = 0; i < op->input_count; i++) {
        const mcunet_tensor *input = mcunet_input_tensor(model, op, i);
        if (!is_same(input, output) && (input->channels != output->channels || input->height != 1 || input->width != 1)) {
            return 0;
        }
    }
    return 1;
}

/* Every window holds at least one pixel of the input: an average over none is undefined. */
static int has_pixels(int32_t kernel, int32_t stride, int32_t pad, int32_t input, int32_t output)
{
    return pad < kernel && (output - 1) * stride - pad < input;
}

MCUNET_ONCE int mcunet_is_pool_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return input->channels == output->channels && op->dilation_height == 1 && op->dilation_width == 1
           && has_pixels(op->kernel_height, op->stride_height, op->pad_top, input->height, output->height)
           && has_pixels(op->kernel_width, op->stride_width, op->pad_left, input->width, output->width);
}

MCUNET_ONCE int mcunet_are_channels_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const int32_t channels = mcunet_output_tensor(model, op)->channels;
    const int32_t *multiplier = (const int32_t *)mcunet_constants(model, op) + channels;
    const int8_t *shift = (const int8_t *)(multiplier + channels);
    for (int32_t i = 0; i < channels; i++) {
        if (!mcunet_is_multiplier_sane(multiplier[i], shift[i])) {
            return 0;
        }
    }
    return 1;
}
