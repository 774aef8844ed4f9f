/* SPDX-License-Identifier: MIT */
/*
 * DEPTHWISE_CONV_2D for RV32, a strip of output rows at a time and in it channel by channel. Over its input it is one strip, so that each
 * channel of the input is read before it is written over.
 *
 * Scratch is a plane: the input of one channel under a strip, padding included, its pixels one after another.
 */
#include <string.h>

#include "depthwise_rows.h"
#include "kernels/depthwise.h"
#include "kernels/view.h"
#include "mcunet/operator.h"
#include "rv32.h"

#define STRIP 8 /* output rows; more would save no more than a tenth of the copying */

/* What FORMAT.md lays down for one channel; the weights follow, then the shift. */
typedef struct {
    uint32_t bias, multiplier; /* twice the format's */
} channel_constants;

/* What of the plane comes from the input; the rest is padding. */
typedef struct {
    int8_t *target; /* the first such pixel in the plane, and in channel 0 of the input */
    const int8_t *source;
    int32_t rows, columns;
    int32_t target_stride, source_stride, step; /* bytes between rows of the plane, rows of the input, pixels of the input */
} inside;

static int32_t span(int32_t outputs, int32_t stride, int32_t kernel)
{
    return (outputs - 1) * stride + kernel;
}

static inside find_inside(const mcunet_kernel_call *call, mcunet_region strip, int8_t *plane, int32_t height, int32_t width)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t top = strip.top * op->stride_height - op->pad_top, left = strip.left * op->stride_width - op->pad_left;
    const int32_t above = mcunet_min(height, mcunet_max(0, -top)), before = mcunet_min(width, mcunet_max(0, -left));
    inside part;
    part.target = plane + above * width + before;
    part.source = mcunet_pixel(input, top + above, left + before);
    part.rows = mcunet_min(height, input->height - top) - above;
    part.columns = mcunet_min(width, input->width - left) - before;
    part.target_stride = width;
    part.source_stride = input->row_stride;
    part.step = input->channels;
    return part;
}

/* Copies one channel to the plane. */
static void copy_channel(const inside *part, int32_t channel)
{
    const inside p = *part; /* which stores of pixels cannot alias */
    const int8_t *source_row = p.source + channel;
    int8_t *target_row = p.target;
    for (int32_t row = p.rows; row > 0; row--, source_row += p.source_stride, target_row += p.target_stride) {
        const int8_t *source = source_row;
        int8_t *target = target_row;
        int32_t left = p.columns;
        for (; left >= 4; left -= 4, target += 4) {
#pragma GCC unroll 4
            for (int32_t i = 0; i < 4; i++, source += p.step) {
                target[i] = *source;
            }
        }
        for (; left > 0; left--, source += p.step) {
            *target++ = *source;
        }
    }
}

static void compute_strip(const mcunet_kernel_call *call, mcunet_region strip)
{
    const mcunet_operator *op = call->operator_;
    const int32_t kernel = op->kernel_width, stride = op->stride_width, channels = call->output->channels;
    const int32_t height = span(strip.bottom - strip.top, stride, kernel), width = span(strip.right - strip.left, stride, kernel);
    int8_t *plane = call->scratch;
    const inside part = find_inside(call, strip, plane, height, width);
    const uint8_t *stream = call->constants;
    mcunet_rv32_rows rows;
    rows.kernel = kernel;
    rows.stride = stride;
    rows.plane = plane;
    rows.plane_stride = width;
    rows.output = mcunet_pixel(call->output, strip.top, strip.left);
    rows.output_stride = call->output->row_stride;
    rows.step = channels;
    rows.rows = strip.bottom - strip.top;
    rows.limits = mcunet_rv32_limits_of(call);
    const mcunet_rv32_rows_function function = mcunet_rv32_cut_rows(&rows, strip.right - strip.left);
    memset(plane, call->inputs->zero_point, (size_t)(height * width)); /* what is padding keeps this value */
    for (int32_t channel = 0; channel < channels; channel++, rows.output++) {
        const channel_constants *constants = (const channel_constants *)(const void *)stream;
        rows.weights = (const int8_t *)(constants + 1);
        rows.bias = constants->bias;
        rows.scale = mcunet_rv32_scale_of(constants->multiplier, (uint8_t)rows.weights[kernel * kernel], rows.limits.zero_point);
        copy_channel(&part, channel);
        function(&rows);
        stream += mcunet_rv32_channel_bytes(kernel);
    }
}

static int32_t strip_rows(const mcunet_operator *op, int32_t rows)
{
    return op->flags & MCUNET_OPERATOR_IN_PLACE ? rows : mcunet_min(STRIP, rows);
}

static void depthwise_conv_2d(const mcunet_kernel_call *call)
{
    mcunet_region strip = call->region;
    if (strip.left >= strip.right) {
        return;
    }
    for (; strip.top < call->region.bottom; strip.top = strip.bottom) {
        strip.bottom = strip.top + strip_rows(call->operator_, call->region.bottom - strip.top);
        compute_strip(call, strip);
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int64_t height = span(strip_rows(op, extent->region_height), op->stride_height, op->kernel_height);
    const int64_t width = span(extent->region_width, op->stride_width, op->kernel_width);
    return mcunet_saturate_bytes((uint64_t)(height * width));
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return mcunet_saturate_bytes((uint64_t)(uint32_t)extent->output_channels * mcunet_rv32_channel_bytes(op->kernel_height));
}

/* Whatever its constants say, the kernel computes something. */
const mcunet_kernel mcunet_rv32_depthwise_conv_2d = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .run = depthwise_conv_2d,
    .covers = mcunet_is_plain_depthwise,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
};

/* The output may start at the input's address either way. */
const mcunet_kernel mcunet_rv32_depthwise_conv_2d_in_place = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .flags = MCUNET_OPERATOR_IN_PLACE,
    .run = depthwise_conv_2d,
    .covers = mcunet_is_plain_depthwise,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
};
