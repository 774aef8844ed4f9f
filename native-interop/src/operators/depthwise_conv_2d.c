/* SPDX-License-Identifier: MIT */
/* DEPTHWISE_CONV_2D, pixel by pixel. With channel multiplier 1, blocks of neighbouring channels are computed together. */
#include "engine/operands.h"
#include "kernels/convolution.h"
#include "kernels/gather.h"
#include "kernels/view.h"
#include "operators/operators.h"

#define BLOCK 4 /* channels */

/* A sum for each channel of a block. */
typedef struct {
    uint32_t c0, c1, c2, c3;
} block_sums;

/* Adds the products of `count` taps: `step` bytes apart in the input, `channels` in the weights. */
static inline block_sums add_taps(block_sums s, const int8_t *source, int32_t step, const int8_t *weights, int32_t channels, int32_t count)
{
    for (; count > 0; count--, source += step, weights += channels) {
        s.c0 += (uint32_t)(source[0] * weights[0]);
        s.c1 += (uint32_t)(source[1] * weights[1]);
        s.c2 += (uint32_t)(source[2] * weights[2]);
        s.c3 += (uint32_t)(source[3] * weights[3]);
    }
    return s;
}

static void compute_block(const mcunet_kernel_call *call, const mcunet_convolution *constants, mcunet_taps rows, mcunet_taps columns,
                          int32_t channel, int8_t *output)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t channels = input->channels, step = op->dilation_width * channels;
    const int8_t zero = (int8_t)input->zero_point;
    const int8_t padding[BLOCK] = {zero, zero, zero, zero};
    const int32_t *bias = constants->bias + channel;
    const int8_t *weights = constants->weights + channel;
    const int all_inside = mcunet_is_inside(op, rows, columns);
    block_sums s = {(uint32_t)bias[0], (uint32_t)bias[1], (uint32_t)bias[2], (uint32_t)bias[3]};
    if (all_inside) {
        const int8_t *source = mcunet_pixel(input, rows.first, columns.first) + channel;
        for (int32_t row = op->kernel_height; row > 0; row--, weights += op->kernel_width * channels) {
            s = add_taps(s, source, step, weights, channels, op->kernel_width);
            source += op->dilation_height * input->row_stride;
        }
    }
    for (int32_t row = all_inside ? op->kernel_height : 0; row < op->kernel_height; row++, weights += op->kernel_width * channels) {
        const int inside = row >= rows.begin && row < rows.end && columns.begin < columns.end;
        const int32_t begin = inside ? columns.begin : op->kernel_width, end = inside ? columns.end : op->kernel_width;
        s = add_taps(s, padding, 0, weights, channels, begin);
        if (inside) {
            const int8_t *source =
                mcunet_pixel(input, rows.first + row * op->dilation_height, columns.first + begin * op->dilation_width) + channel;
            s = add_taps(s, source, step, weights + begin * channels, channels, end - begin);
        }
        s = add_taps(s, padding, 0, weights + end * channels, channels, op->kernel_width - end);
    }
    const int8_t a = mcunet_requantise(constants, channel, s.c0), b = mcunet_requantise(constants, channel + 1, s.c1);
    const int8_t c = mcunet_requantise(constants, channel + 2, s.c2), d = mcunet_requantise(constants, channel + 3, s.c3);
    output[channel] = a;
    output[channel + 1] = b;
    output[channel + 2] = c;
    output[channel + 3] = d;
}

static void compute_channel(const mcunet_kernel_call *call, const mcunet_convolution *constants, mcunet_taps rows, mcunet_taps columns,
                            int32_t channel, int8_t *output)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t channels = call->output->channels, source = channel / op->parameter;
    const int8_t *weights = constants->weights + channel;
    uint32_t sum = (uint32_t)constants->bias[channel];
    for (int32_t row = 0; row < op->kernel_height; row++) {
        const int row_inside = row >= rows.begin && row < rows.end;
        for (int32_t tap = 0; tap < op->kernel_width; tap++, weights += channels) {
            const int inside = row_inside && tap >= columns.begin && tap < columns.end;
            const int32_t x =
                !inside ? input->zero_point
                        : mcunet_pixel(input, rows.first + row * op->dilation_height, columns.first + tap * op->dilation_width)[source];
            sum += (uint32_t)(x * *weights);
        }
    }
    output[channel] = mcunet_requantise(constants, channel, sum);
}

static void depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    const int32_t channels = call->output->channels;
    const int32_t blocked = op->parameter == 1 ? channels - channels % BLOCK : 0;

    for (int32_t y = region.top; y < region.bottom; y++) {
        const mcunet_taps rows = mcunet_row_taps(op, call->inputs, y);
        for (int32_t x = region.left; x < region.right; x++) {
            const mcunet_taps columns = mcunet_column_taps(op, call->inputs, x);
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int32_t channel = 0; channel < blocked; channel += BLOCK) {
                compute_block(call, &constants, rows, columns, channel, output);
            }
            for (int32_t channel = blocked; channel < channels; channel++) {
                compute_channel(call, &constants, rows, columns, channel, output);
            }
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const uint64_t taps = (uint64_t)op->kernel_height * op->kernel_width;
    return op->parameter >= 1 && output->channels == (uint32_t)input->channels * op->parameter
           && taps * output->channels < model->header->total_bytes;
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t weights = (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->output_channels;
    return mcunet_saturate_bytes(mcunet_convolution_table_bytes(extent->output_channels) + weights);
}

static MCUNET_ONCE uint64_t macs(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t pixels = (uint64_t)extent->region_height * (uint64_t)extent->region_width;
    return pixels * op->kernel_height * op->kernel_width * (uint64_t)extent->output_channels;
}

const mcunet_operator_class mcunet_depthwise_conv_2d_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = mcunet_map_window,
    .constants_bytes = constants_bytes,
    .are_constants_sane = mcunet_are_channels_sane,
    .macs = macs,
};

const mcunet_kernel mcunet_portable_depthwise_conv_2d = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .run = depthwise_conv_2d,
};
