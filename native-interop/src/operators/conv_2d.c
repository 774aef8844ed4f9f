/* SPDX-License-Identifier: MIT */
/* CONV_2D, groups included. Blocks of 4 output channels x 2 pixels share every load of a weight and of an input byte. */
#include "engine/operands.h"
#include "kernels/convolution.h"
#include "kernels/gather.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* The input bytes under one or two output pixels' windows: `rows` runs of `row_bytes`, as far apart as the input's rows. */
typedef struct {
    const int8_t *pixel0, *pixel1;
    int32_t rows, row_bytes, row_stride;
} windows;

#define SHORT_RUN 16 /* bytes; windows with shorter rows are faster gathered first */

/* Whether every window can be read where it lies, as long runs inside the input. */
static int reads_directly(const mcunet_operator *op, int32_t channels)
{
    const int contiguous = op->kernel_width == 1 || (op->parameter == 1 && op->dilation_width == 1);
    return contiguous && (op->kernel_height == 1 || op->kernel_width * channels >= SHORT_RUN);
}

static uint32_t dot(const int8_t *pixel, const windows *window, const int8_t *weights)
{
    uint32_t sum = 0;
    for (int32_t row = 0; row < window->rows; row++) {
        for (int32_t i = 0; i < window->row_bytes; i++) {
            sum += (uint32_t)(pixel[i] * weights[i]);
        }
        pixel += window->row_stride;
        weights += window->row_bytes;
    }
    return sum;
}

/* 4 channels, `stride` bytes of weights apart. */
static void dot_4x1(const windows *window, const int8_t *weights, int32_t stride, uint32_t sums[4])
{
    const int8_t *pixel = window->pixel0;
    uint32_t a = 0, b = 0, c = 0, d = 0;
    for (int32_t row = 0; row < window->rows; row++) {
        const int8_t *wa = weights, *wb = wa + stride, *wc = wb + stride, *wd = wc + stride;
        for (int32_t i = 0; i < window->row_bytes; i++) {
            const int32_t x = pixel[i];
            a += (uint32_t)(x * wa[i]);
            b += (uint32_t)(x * wb[i]);
            c += (uint32_t)(x * wc[i]);
            d += (uint32_t)(x * wd[i]);
        }
        pixel += window->row_stride;
        weights += window->row_bytes;
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

/* 4 channels x 2 pixels. */
typedef struct {
    uint32_t a0, b0, c0, d0, a1, b1, c1, d1;
} sums_4x2;

static inline sums_4x2 multiply_4x2(sums_4x2 s, int32_t x, int32_t y, int32_t a, int32_t b, int32_t c, int32_t d)
{
    s.a0 += (uint32_t)(x * a);
    s.b0 += (uint32_t)(x * b);
    s.c0 += (uint32_t)(x * c);
    s.d0 += (uint32_t)(x * d);
    s.a1 += (uint32_t)(y * a);
    s.b1 += (uint32_t)(y * b);
    s.c1 += (uint32_t)(y * c);
    s.d1 += (uint32_t)(y * d);
    return s;
}

/* Keeps the compiler from reassociating sums over several steps, which needs more registers than there are. */
#define SETTLE(s) \
    __asm__("" : "+r"((s).a0), "+r"((s).b0), "+r"((s).c0), "+r"((s).d0), "+r"((s).a1), "+r"((s).b1), "+r"((s).c1), "+r"((s).d1))

static void dot_4x2(const windows *window, const int8_t *weights, int32_t stride, uint32_t sums[8])
{
    const int8_t *p = window->pixel0, *q = window->pixel1;
    sums_4x2 s = {0, 0, 0, 0, 0, 0, 0, 0};
    for (int32_t row = 0; row < window->rows; row++) {
        const int8_t *wa = weights, *wb = wa + stride, *wc = wb + stride, *wd = wc + stride, *x = p, *y = q;
        int32_t left = window->row_bytes;
#if !defined(__SSE2__) && !defined(__ARM_NEON) && !defined(__i386__) /* vectors do the plain loop faster; an i386 has 7 registers */
        for (; left >= 4; left -= 4, x += 4, y += 4, wa += 4, wb += 4, wc += 4, wd += 4) {
            s = multiply_4x2(s, x[0], y[0], wa[0], wb[0], wc[0], wd[0]);
            SETTLE(s);
            s = multiply_4x2(s, x[1], y[1], wa[1], wb[1], wc[1], wd[1]);
            SETTLE(s);
            s = multiply_4x2(s, x[2], y[2], wa[2], wb[2], wc[2], wd[2]);
            SETTLE(s);
            s = multiply_4x2(s, x[3], y[3], wa[3], wb[3], wc[3], wd[3]);
            SETTLE(s);
        }
#endif
        for (int32_t i = 0; i < left; i++) {
            s = multiply_4x2(s, x[i], y[i], wa[i], wb[i], wc[i], wd[i]);
        }
        p += window->row_stride;
        q += window->row_stride;
        weights += window->row_bytes;
    }
    sums[0] = s.a0;
    sums[1] = s.b0;
    sums[2] = s.c0;
    sums[3] = s.d0;
    sums[4] = s.a1;
    sums[5] = s.b1;
    sums[6] = s.c1;
    sums[7] = s.d1;
}

/* Output channels [channel, end) of the pixel(s) under `window`; output1 is null when there is one pixel. */
static void compute_channels(const mcunet_convolution *shared, const windows *window, int32_t channel, int32_t end, int8_t *output0,
                             int8_t *output1)
{
    const mcunet_convolution copy = *shared, *const constants = &copy; /* which stores of outputs cannot alias */
    const int32_t stride = window->rows * window->row_bytes;
    uint32_t sums[8];
    for (; channel + 4 <= end; channel += 4) {
        const int8_t *weights = constants->weights + channel * stride;
        if (output1 == NULL) {
            dot_4x1(window, weights, stride, sums);
        } else {
            dot_4x2(window, weights, stride, sums);
        }
        for (int32_t i = 0; i < 4; i++) {
            const uint32_t bias = (uint32_t)constants->bias[channel + i];
            output0[channel + i] = mcunet_requantise(constants, channel + i, bias + sums[i]);
            if (output1 != NULL) {
                output1[channel + i] = mcunet_requantise(constants, channel + i, bias + sums[4 + i]);
            }
        }
    }
    for (; channel < end; channel++) {
        const int8_t *weights = constants->weights + channel * stride;
        const uint32_t bias = (uint32_t)constants->bias[channel];
        output0[channel] = mcunet_requantise(constants, channel, bias + dot(window->pixel0, window, weights));
        if (output1 != NULL) {
            output1[channel] = mcunet_requantise(constants, channel, bias + dot(window->pixel1, window, weights));
        }
    }
}

/* Output pixel (y, x) and, when `pair`, the one to its right. */
static void compute_pixels(const mcunet_kernel_call *call, const mcunet_convolution *constants, int32_t y, int32_t x, int pair)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t groups = op->parameter;
    const int32_t channels = input->channels / groups, outputs = call->output->channels / groups;
    const mcunet_taps rows = mcunet_row_taps(op, input, y);
    const mcunet_taps columns0 = mcunet_column_taps(op, input, x);
    const mcunet_taps columns1 = pair ? mcunet_column_taps(op, input, x + 1) : columns0;
    const int inside = mcunet_is_inside(op, rows, columns0) && mcunet_is_inside(op, rows, columns1);
    int8_t *output0 = mcunet_pixel(call->output, y, x);
    int8_t *output1 = pair ? output0 + call->output->channels : NULL;

    for (int32_t group = 0; group < groups; group++) {
        windows window;
        if (inside && reads_directly(op, channels)) {
            window.rows = op->kernel_height;
            window.row_bytes = op->kernel_width * channels;
            window.row_stride = input->row_stride * op->dilation_height;
            window.pixel0 = mcunet_pixel(input, rows.first, columns0.first) + group * channels;
            window.pixel1 = mcunet_pixel(input, rows.first, columns1.first) + group * channels;
        } else {
            int8_t *column = call->scratch;
            window.rows = 1;
            window.row_bytes = op->kernel_height * op->kernel_width * channels;
            window.row_stride = 0;
            window.pixel0 = column;
            window.pixel1 = column + window.row_bytes;
            mcunet_gather(op, input, rows, columns0, group * channels, channels, column);
            if (pair) {
                mcunet_gather(op, input, rows, columns1, group * channels, channels, column + window.row_bytes);
            }
        }
        compute_channels(constants, &window, group * outputs, (group + 1) * outputs, output0, output1);
    }
}

static void conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x += 2) {
            compute_pixels(call, &constants, y, x, x + 1 < region.right);
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int32_t channels = op->parameter == 0 ? extent->input_channels : extent->input_channels / op->parameter;
    if (!mcunet_reaches_outside(op, extent) && reads_directly(op, channels)) {
        return 0;
    }
    const uint64_t column = (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)channels;
    return mcunet_saturate_bytes(extent->output_width > 1 ? 2 * column : column);
}

static MCUNET_ONCE uint64_t window_bytes(const mcunet_operator *op, int32_t inputs)
{
    return (uint64_t)op->kernel_height * op->kernel_width * ((uint32_t)inputs / (op->parameter == 0 ? 1u : op->parameter));
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return op->parameter >= 1 && input->channels % op->parameter == 0 && output->channels % op->parameter == 0
           && window_bytes(op, input->channels) * output->channels < model->header->total_bytes;
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t outputs = (uint32_t)extent->output_channels;
    return mcunet_saturate_bytes(mcunet_convolution_table_bytes(extent->output_channels)
                                 + outputs * window_bytes(op, extent->input_channels));
}

static MCUNET_ONCE uint64_t macs(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t pixels = (uint64_t)extent->region_height * (uint64_t)extent->region_width;
    if (op->flags & MCUNET_OPERATOR_ACCUMULATE) { /* the region is of the input: one weight a channel for each element */
        return pixels * (uint64_t)extent->input_channels * (uint64_t)extent->output_channels;
    }
    return pixels * (uint64_t)extent->output_channels * window_bytes(op, extent->input_channels);
}

const mcunet_operator_class mcunet_conv_2d_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
    .axis_map = mcunet_map_window,
    .constants_bytes = constants_bytes,
    .are_constants_sane = mcunet_are_channels_sane,
    .macs = macs,
};

const mcunet_kernel mcunet_portable_conv_2d = {
    .kind = MCUNET_CONV_2D,
    .run = conv_2d,
    .scratch_bytes = scratch_bytes,
};
