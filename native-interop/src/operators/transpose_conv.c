/* SPDX-License-Identifier: MIT */
/*
 * TRANSPOSE_CONV: input pixel i lies at i * stride - pad of the output, and adds its channels times the kernel to what lies there. Computed from the
 * output's side: its pixel y takes kernel row k from input row (y + pad - k) / stride, where that is a whole number and inside.
 */
#include "engine/operands.h"
#include "kernels/convolution.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* Along one axis: taps first, first + stride, ... below end read input pixels `pixel`, pixel - 1, ... */
typedef struct {
    int32_t first, end, pixel;
} taps_of_pixel;

static taps_of_pixel place(int32_t position, int32_t stride, int32_t pad, int32_t kernel, int32_t size)
{
    taps_of_pixel taps;
    const int32_t from = position + pad; /* not negative: padding only cuts the output */
    taps.first = from % stride;
    taps.pixel = from / stride;
    if (taps.pixel >= size) { /* taps before reach beyond the last pixel */
        taps.first += (taps.pixel - size + 1) * stride;
        taps.pixel = size - 1;
    }
    taps.end = mcunet_min(kernel, from + 1);
    return taps;
}

static uint32_t dot(const int8_t *input, const int8_t *weights, int32_t channels, int32_t zero_point)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < channels; i++) {
        sum += (uint32_t)((input[i] - zero_point) * weights[i]);
    }
    return sum;
}

static void compute_pixel(const mcunet_kernel_call *call, const mcunet_convolution *constants, int32_t y, int32_t x)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const taps_of_pixel rows = place(y, op->stride_height, op->pad_top, op->kernel_height, input->height);
    const taps_of_pixel columns = place(x, op->stride_width, op->pad_left, op->kernel_width, input->width);
    const int32_t tap_bytes = input->channels, row_bytes = op->kernel_width * tap_bytes;
    const int8_t *weights = constants->weights;
    int8_t *output = mcunet_pixel(call->output, y, x);
    for (int32_t c = 0; c < call->output->channels; c++, weights += op->kernel_height * row_bytes) {
        uint32_t sum = (uint32_t)constants->bias[c];
        int32_t row = rows.pixel;
        for (int32_t ky = rows.first; ky < rows.end; ky += op->stride_height, row--) {
            int32_t column = columns.pixel;
            for (int32_t kx = columns.first; kx < columns.end; kx += op->stride_width, column--) {
                sum += dot(mcunet_pixel(input, row, column), weights + ky * row_bytes + kx * tap_bytes, tap_bytes, input->zero_point);
            }
        }
        output[c] = mcunet_requantise(constants, c, sum);
    }
}

static void transpose_conv(const mcunet_kernel_call *call)
{
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            compute_pixel(call, &constants, y, x);
        }
    }
}

static MCUNET_ONCE uint64_t weights_bytes(const mcunet_operator *op, int32_t inputs, int32_t outputs)
{
    return (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)inputs * (uint32_t)outputs;
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return op->pad_top >= 0 && op->pad_left >= 0 && op->dilation_height == 1 && op->dilation_width == 1
           && weights_bytes(op, input->channels, output->channels) < model->header->total_bytes;
}

static void axis_map(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction, mcunet_axis_map *map)
{
    (void)model;
    (void)index;
    const int rows = direction == MCUNET_ROWS;
    map->kind = MCUNET_MAP_WINDOW;
    map->extent = rows ? op->kernel_height : op->kernel_width;
    map->divisor = rows ? op->stride_height : op->stride_width;
    map->pad = map->extent - 1 - (rows ? op->pad_top : op->pad_left);
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return mcunet_saturate_bytes(mcunet_convolution_table_bytes(extent->output_channels)
                                 + weights_bytes(op, extent->input_channels, extent->output_channels));
}

/* Taps that a pixel of the output reads, at most. */
static MCUNET_ONCE uint64_t macs(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t rows = (op->kernel_height + op->stride_height - 1u) / op->stride_height;
    const uint64_t columns = (op->kernel_width + op->stride_width - 1u) / op->stride_width;
    return (uint64_t)extent->region_height * (uint64_t)extent->region_width * (uint64_t)extent->output_channels * rows * columns
           * (uint64_t)extent->input_channels;
}

const mcunet_operator_class mcunet_transpose_conv_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = axis_map,
    .constants_bytes = constants_bytes,
    .are_constants_sane = mcunet_are_channels_sane,
    .macs = macs,
};

const mcunet_kernel mcunet_portable_transpose_conv = {
    .kind = MCUNET_TRANSPOSE_CONV,
    .run = transpose_conv,
};
