/* CONV_2D, groups included. Blocks of 4 output channels x 2 pixels share every load of a weight and of an input byte. */
#include "convolution.h"
#include "gather.h"

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

/* 4 channels x 2 pixels: the first four sums are pixel 0's. */
static void dot_4x2(const windows *window, const int8_t *weights, int32_t stride, uint32_t sums[8])
{
    const int8_t *p = window->pixel0, *q = window->pixel1;
    uint32_t a0 = 0, b0 = 0, c0 = 0, d0 = 0, a1 = 0, b1 = 0, c1 = 0, d1 = 0;
    for (int32_t row = 0; row < window->rows; row++) {
        const int8_t *wa = weights, *wb = wa + stride, *wc = wb + stride, *wd = wc + stride;
        for (int32_t i = 0; i < window->row_bytes; i++) {
            const int32_t x = p[i], y = q[i], a = wa[i], b = wb[i], c = wc[i], d = wd[i];
            a0 += (uint32_t)(x * a);
            b0 += (uint32_t)(x * b);
            c0 += (uint32_t)(x * c);
            d0 += (uint32_t)(x * d);
            a1 += (uint32_t)(y * a);
            b1 += (uint32_t)(y * b);
            c1 += (uint32_t)(y * c);
            d1 += (uint32_t)(y * d);
        }
        p += window->row_stride;
        q += window->row_stride;
        weights += window->row_bytes;
    }
    sums[0] = a0;
    sums[1] = b0;
    sums[2] = c0;
    sums[3] = d0;
    sums[4] = a1;
    sums[5] = b1;
    sums[6] = c1;
    sums[7] = d1;
}

/* Output channels [channel, end) of the pixel(s) under `window`; output1 is null when there is one pixel. */
static void compute_channels(const mcunet_convolution *constants, const windows *window, int32_t channel, int32_t end,
                             int8_t *output0, int8_t *output1)
{
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

void mcunet_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x += 2) {
            compute_pixels(call, &constants, y, x, x + 1 < region.right);
        }
    }
}

uint32_t mcunet_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int32_t channels = op->parameter == 0 ? extent->input_channels : extent->input_channels / op->parameter;
    if (!mcunet_reaches_outside(op, extent) && reads_directly(op, channels)) {
        return 0;
    }
    const uint64_t column = (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)channels;
    return mcunet_saturate_bytes(extent->output_width > 1 ? 2 * column : column);
}
