/*
 * DEPTHWISE_CONV_2D for RV32, channel by channel, so that the output may also be written over the input.
 *
 * Scratch is a plane: the input of one channel under a few output rows, padding included, its pixels one after another. Going on to the next rows
 * of outputs, the input rows that these share with the last ones are moved up.
 */
#include <string.h>

#include "../view.h"
#include "depthwise_rows.h"
#include "rv32.h"

#define STRIP 8 /* output rows that the plane is filled for */

/* What FORMAT.md lays down for one channel; the weights follow, then the shift. */
typedef struct {
    uint32_t bias, multiplier; /* twice the format's */
} channel_constants;

/* The plane, and what of it comes from the input. */
typedef struct {
    const mcunet_kernel_call *call;
    int8_t *pixels;
    int32_t width, begin, end; /* bytes of a row; [begin, end) come from the input, the others are padding */
    int32_t first;             /* column of the input that `begin` is */
    int is_whole;              /* whether it holds all rows of the region: the padding above and below them stays */
} plane;

static int32_t span(int32_t outputs, int32_t stride, int32_t kernel)
{
    return (outputs - 1) * stride + kernel;
}

static plane plane_of(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const int32_t left = call->region.left * op->stride_width - op->pad_left;
    plane p;
    p.call = call;
    p.pixels = call->scratch;
    p.width = span(call->region.right - call->region.left, op->stride_width, op->kernel_width);
    p.begin = mcunet_min(p.width, mcunet_max(0, -left));
    p.end = mcunet_max(p.begin, mcunet_min(p.width, call->inputs->width - left));
    p.first = left + p.begin;
    p.is_whole = call->region.bottom - call->region.top <= STRIP;
    return p;
}

/* Copies `count` pixels of one channel, `step` bytes apart. */
MCUNET_INLINE void copy_pixels(int8_t *target, const int8_t *source, int32_t step, int32_t count)
{
    for (; count >= 4; count -= 4, target += 4) {
#pragma GCC unroll 4
        for (int32_t i = 0; i < 4; i++, source += step) {
            target[i] = *source;
        }
    }
    if (count & 2) {
        target[0] = source[0];
        target[1] = source[step];
        target += 2;
        source += 2 * step;
    }
    if (count & 1) {
        *target = *source;
    }
}

/* Fills `count` rows of the plane from input row y on of the channel, but for the padding to both sides. */
static void fill_rows(const plane *p, int8_t *row, int32_t count, int32_t y, int32_t channel)
{
    const mcunet_view *input = p->call->inputs;
    const int32_t height = input->height, step = input->channels, row_stride = input->row_stride, width = p->width;
    const int32_t pixels = p->end - p->begin;
    const int8_t *source = input->data + (y - input->top) * row_stride + (p->first - input->left) * step + channel;
    for (row += p->begin; count > 0; count--, y++, row += width, source += row_stride) {
        if (y >= 0 && y < height) {
            copy_pixels(row, source, step, pixels);
        } else if (!p->is_whole) {
            memset(row, input->zero_point, (size_t)pixels);
        }
    }
}

static void compute_channel(const plane *p, mcunet_rv32_rows *rows, mcunet_rv32_rows_function function, int32_t channel)
{
    const mcunet_kernel_call *call = p->call;
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t kept = (op->kernel_height - op->stride_height) * p->width; /* bytes; input rows that two strips share */
    int32_t y = region.top * op->stride_height - op->pad_top;
    int8_t *next = p->pixels;
    rows->output = mcunet_pixel(call->output, region.top, region.left) + channel;
    for (int32_t top = region.top; top < region.bottom; top += STRIP) {
        rows->rows = mcunet_min(STRIP, region.bottom - top);
        int8_t *const end = p->pixels + span(rows->rows, op->stride_height, op->kernel_height) * p->width;
        const int32_t missing = (int32_t)(end - next) / p->width;
        fill_rows(p, next, missing, y, channel);
        y += missing;
        function(rows);
        rows->output += rows->rows * rows->output_stride;
        if (top + STRIP < region.bottom) {
            memmove(p->pixels, end - kept, (size_t)kept);
            next = p->pixels + kept;
        }
    }
}

void mcunet_rv32_depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t taps = op->kernel_height * op->kernel_width;
    const uint8_t *stream = call->constants;
    if (region.top >= region.bottom || region.left >= region.right) {
        return;
    }
    const plane p = plane_of(call);
    const int32_t plane_rows = span(mcunet_min(STRIP, region.bottom - region.top), op->stride_height, op->kernel_height);
    mcunet_rv32_rows rows;
    rows.kernel = op->kernel_width;
    rows.stride = op->stride_width;
    rows.plane = p.pixels;
    rows.plane_stride = p.width;
    rows.output_stride = call->output->row_stride;
    rows.step = call->output->channels;
    rows.outputs = region.right - region.left;
    rows.limits = mcunet_rv32_limits_of(call);
    const mcunet_rv32_rows_function function = mcunet_rv32_find_rows_function(&rows);
    memset(p.pixels, call->inputs->zero_point, (size_t)(plane_rows * p.width)); /* what is padding keeps this value */
    for (int32_t channel = 0; channel < call->output->channels; channel++) {
        const channel_constants *constants = (const channel_constants *)(const void *)stream;
        rows.weights = (const int8_t *)(constants + 1);
        rows.bias = constants->bias;
        rows.scale = mcunet_rv32_scale_of(constants->multiplier, (uint8_t)rows.weights[taps], rows.limits.zero_point);
        compute_channel(&p, &rows, function, channel);
        stream += mcunet_rv32_channel_bytes(op->kernel_height);
    }
}

uint32_t mcunet_rv32_depthwise_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int64_t height = span(mcunet_min(STRIP, extent->region_height), op->stride_height, op->kernel_height);
    const int64_t width = span(extent->region_width, op->stride_width, op->kernel_width);
    return mcunet_saturate_bytes((uint64_t)(height * width));
}
