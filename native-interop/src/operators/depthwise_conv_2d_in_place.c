/* SPDX-License-Identifier: MIT */
/*
 * DEPTHWISE_CONV_2D whose output starts at its input's address (channel multiplier 1, any stride). Pixels of both lie a multiple of
 * the channel count apart, so channel c of the output covers only channel c of the input: each channel's input is copied,
 * padding included, to a plane in scratch before its outputs are written.
 */
#include "kernels/convolution.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* The input rectangle that a region of the output reads, padding included. */
typedef struct {
    int32_t top, left, height, width;
} footprint;

static int32_t span(int32_t outputs, int32_t stride, int32_t kernel, int32_t dilation)
{
    return (outputs - 1) * stride + (kernel - 1) * dilation + 1;
}

static footprint footprint_of(const mcunet_operator *op, mcunet_region region)
{
    footprint area;
    area.top = region.top * op->stride_height - op->pad_top;
    area.left = region.left * op->stride_width - op->pad_left;
    area.height = span(region.bottom - region.top, op->stride_height, op->kernel_height, op->dilation_height);
    area.width = span(region.right - region.left, op->stride_width, op->kernel_width, op->dilation_width);
    return area;
}

static void copy_plane(const mcunet_view *input, footprint area, int32_t channel, int8_t *plane)
{
    const int32_t begin = mcunet_min(area.width, mcunet_max(0, -area.left));
    const int32_t end = mcunet_max(begin, mcunet_min(area.width, input->width - area.left));
    for (int32_t row = 0; row < area.height; row++, plane += area.width) {
        const int32_t y = area.top + row;
        if (y < 0 || y >= input->height || begin == end) {
            for (int32_t x = 0; x < area.width; x++) {
                plane[x] = (int8_t)input->zero_point;
            }
            continue;
        }
        const int8_t *source = mcunet_pixel(input, y, area.left + begin) + channel;
        for (int32_t x = 0; x < begin; x++) {
            plane[x] = (int8_t)input->zero_point;
        }
        for (int32_t x = begin; x < end; x++, source += input->channels) {
            plane[x] = *source;
        }
        for (int32_t x = end; x < area.width; x++) {
            plane[x] = (int8_t)input->zero_point;
        }
    }
}

static uint32_t window_sum(const mcunet_operator *op, const int8_t *plane, int32_t row_stride, const int8_t *weights, int32_t channels)
{
    uint32_t sum = 0;
    for (int32_t row = 0; row < op->kernel_height; row++, plane += op->dilation_height * row_stride) {
        for (int32_t tap = 0; tap < op->kernel_width; tap++, weights += channels) {
            sum += (uint32_t)(plane[tap * op->dilation_width] * *weights);
        }
    }
    return sum;
}

/* One row of outputs of a 3 x 3 kernel without dilation, its weights in registers. */
static void compute_row_3(const mcunet_convolution *shared, int32_t channel, const int8_t *top, int32_t row_stride, int32_t stride,
                          int8_t *output, int32_t step, int32_t outputs)
{
    const mcunet_convolution copy = *shared, *const constants = &copy; /* which stores of outputs cannot alias */
    const int8_t *middle = top + row_stride, *bottom = middle + row_stride, *w = constants->weights + channel;
    const int32_t w0 = w[0], w1 = w[step], w2 = w[2 * step], w3 = w[3 * step], w4 = w[4 * step], w5 = w[5 * step], w6 = w[6 * step],
                  w7 = w[7 * step], w8 = w[8 * step];
    const uint32_t bias = (uint32_t)constants->bias[channel];
    for (; outputs > 0; outputs--, top += stride, middle += stride, bottom += stride, output += step) {
        const int32_t sum = top[0] * w0 + top[1] * w1 + top[2] * w2 + middle[0] * w3 + middle[1] * w4 + middle[2] * w5 + bottom[0] * w6
                            + bottom[1] * w7 + bottom[2] * w8;
        *output = mcunet_requantise(constants, channel, bias + (uint32_t)sum);
    }
}

static void depthwise_conv_2d_in_place(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    const int32_t channels = call->output->channels;
    if (region.top >= region.bottom || region.left >= region.right) {
        return;
    }
    const footprint area = footprint_of(op, region);
    const int is_3 = op->kernel_height == 3 && op->kernel_width == 3 && op->dilation_height == 1 && op->dilation_width == 1;
    int8_t *plane = call->scratch;

    for (int32_t channel = 0; channel < channels; channel++) {
        copy_plane(call->inputs, area, channel, plane);
        const int8_t *row = plane;
        for (int32_t y = region.top; y < region.bottom; y++, row += op->stride_height * area.width) {
            const int8_t *window = row;
            int8_t *output = mcunet_pixel(call->output, y, region.left) + channel;
            if (is_3) {
                compute_row_3(&constants, channel, row, area.width, op->stride_width, output, channels, region.right - region.left);
                continue;
            }
            for (int32_t x = region.left; x < region.right; x++, window += op->stride_width, output += channels) {
                const uint32_t sum = window_sum(op, window, area.width, constants.weights + channel, channels);
                *output = mcunet_requantise(&constants, channel, (uint32_t)constants.bias[channel] + sum);
            }
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int64_t height = span(extent->region_height, op->stride_height, op->kernel_height, op->dilation_height);
    const int64_t width = span(extent->region_width, op->stride_width, op->kernel_width, op->dilation_width);
    return mcunet_saturate_bytes((uint64_t)(height * width));
}

static int covers(const mcunet_operator *op)
{
    return op->parameter == 1;
}

const mcunet_kernel mcunet_portable_depthwise_conv_2d_in_place = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .flags = MCUNET_OPERATOR_IN_PLACE,
    .run = depthwise_conv_2d_in_place,
    .covers = covers,
    .scratch_bytes = scratch_bytes,
};
