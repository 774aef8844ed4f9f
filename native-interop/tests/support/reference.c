/* SPDX-License-Identifier: MIT */
#include "reference.h"

#include <math.h>

static int64_t wrap(int64_t x)
{
    const uint32_t low = (uint32_t)(uint64_t)x;
    return low < 0x80000000u ? (int64_t)low : (int64_t)low - INT64_C(0x100000000);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

int64_t reference_rescale(int64_t x, int32_t multiplier, int shift)
{
    const int64_t left = shift > 0 ? INT64_C(1) << shift : 1, right = shift < 0 ? INT64_C(1) << -shift : 1;
    const int64_t high = floor_divide(wrap(wrap(x) * left) * multiplier + (INT64_C(1) << 30), INT64_C(1) << 31);
    return high >= 0 ? (high + right / 2) / right : -((-high + right / 2) / right);
}

static int8_t clamp(int64_t x, const mcunet_operator *op)
{
    return (int8_t)(x < op->activation_min ? op->activation_min : (x > op->activation_max ? op->activation_max : x));
}

static int64_t at(const tensor *t, int32_t y, int32_t x, int32_t c, int64_t outside)
{
    if (y < 0 || y >= t->height || x < 0 || x >= t->width) {
        return outside;
    }
    return t->data[(y * t->width + x) * t->channels + c];
}

static int8_t convolution(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const mcunet_operator *op = &test->op;
    const tensor *input = &test->inputs[0];
    const int32_t outputs = test->expected.channels;
    const int depthwise = op->kind == MCUNET_DEPTHWISE_CONV_2D;
    const int32_t *bias = test->constants, *multiplier = bias + outputs;
    const int8_t *shift = (const int8_t *)(multiplier + outputs), *weights = shift + (outputs + 7) / 8 * 8;
    const int32_t depth = depthwise ? 1 : input->channels / op->parameter;
    const int32_t first = depthwise ? c / op->parameter : c / (outputs / op->parameter) * depth;
    int64_t sum = bias[c];
    for (int32_t ky = 0; ky < op->kernel_height; ky++) {
        for (int32_t kx = 0; kx < op->kernel_width; kx++) {
            for (int32_t i = 0; i < depth; i++) {
                const int32_t tap = ky * op->kernel_width + kx;
                const int64_t weight =
                    depthwise ? weights[tap * outputs + c] : weights[(c * op->kernel_height * op->kernel_width + tap) * depth + i];
                sum += weight
                       * at(input, y * op->stride_height - op->pad_top + ky * op->dilation_height,
                            x * op->stride_width - op->pad_left + kx * op->dilation_width, first + i, input->zero_point);
            }
        }
    }
    return clamp(test->expected.zero_point + reference_rescale(sum, multiplier[c], shift[c]), op);
}

static int64_t operand(const kernel_case *test, int which, int32_t y, int32_t x, int32_t c)
{
    const tensor *input = &test->inputs[which];
    return at(input, input->height == 1 ? 0 : y, input->width == 1 ? 0 : x, c, 0) - input->zero_point;
}

static int8_t sum_or_difference(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t *k = test->constants;
    const int64_t unit = INT64_C(1) << k[0];
    const int64_t a = reference_rescale(operand(test, 0, y, x, c) * unit, k[1], k[2]);
    const int64_t b = reference_rescale(operand(test, 1, y, x, c) * unit, k[3], k[4]);
    const int64_t sum = test->op.kind == MCUNET_SUB ? a - b : a + b;
    return clamp(test->expected.zero_point + reference_rescale(sum, k[5], k[6]), &test->op);
}

static int8_t product(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t *k = test->constants;
    const int64_t scaled = reference_rescale(operand(test, 0, y, x, c) * operand(test, 1, y, x, c), k[0], k[1]);
    return clamp(test->expected.zero_point + scaled, &test->op);
}

static int8_t chosen(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int64_t a = operand(test, 0, y, x, c) + test->inputs[0].zero_point, b = operand(test, 1, y, x, c) + test->inputs[1].zero_point;
    return clamp((test->op.kind == MCUNET_MAXIMUM) == (a > b) ? a : b, &test->op);
}

static int8_t sloped(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t *k = test->constants;
    const int64_t value = operand(test, 0, y, x, c), slope = operand(test, 1, y, x, c);
    const int64_t scaled = value >= 0 ? reference_rescale(value, k[0], k[1]) : reference_rescale(value * slope, k[2], k[3]);
    return clamp(test->expected.zero_point + scaled, &test->op);
}

static int8_t squared(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t *k = test->constants;
    const int64_t unit = INT64_C(1) << k[0];
    const int64_t a = reference_rescale(operand(test, 0, y, x, c) * unit, k[1], k[2]);
    const int64_t b = reference_rescale(operand(test, 1, y, x, c) * unit, k[3], k[4]);
    return clamp(test->expected.zero_point + reference_rescale((a - b) * (a - b), k[5], k[6]), &test->op);
}

/* The quotient from its definition in real numbers; within one step of TFLite's, which truncates nothing but rounds thrice. */
double reference_quotient(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t *k = test->constants;
    const double real = (double)k[0] / 2147483648.0 * pow(2, k[1]);
    return (double)test->expected.zero_point + (double)operand(test, 0, y, x, c) * real / (double)operand(test, 1, y, x, c);
}

/* Byte c of the number of the first extreme channel. */
static int8_t index_byte(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const tensor *input = &test->inputs[0];
    int32_t best = 0;
    for (int32_t i = 0; i < input->channels; i++) {
        const int64_t gain = at(input, y, x, i, 0) - at(input, y, x, best, 0);
        best = (test->op.parameter ? -gain : gain) > 0 ? i : best;
    }
    return (int8_t)(best / (c == 0 ? 1 : (c == 1 ? 256 : 65536)) % 256 * (c < 3));
}

/* Maximum, sum and number of the real pixels under a window. */
static void scan_window(const kernel_case *test, int32_t y, int32_t x, int32_t c, int64_t *maximum, int64_t *sum, int64_t *count)
{
    const mcunet_operator *op = &test->op;
    *maximum = INT8_MIN;
    *sum = *count = 0;
    for (int32_t ky = 0; ky < op->kernel_height; ky++) {
        for (int32_t kx = 0; kx < op->kernel_width; kx++) {
            const int64_t value =
                at(&test->inputs[0], y * op->stride_height - op->pad_top + ky, x * op->stride_width - op->pad_left + kx, c, INT64_MIN);
            if (value != INT64_MIN) {
                *maximum = value > *maximum ? value : *maximum;
                *sum += value;
                *count += 1;
            }
        }
    }
}

static int8_t pooled(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    int64_t maximum, sum, count;
    scan_window(test, y, x, c, &maximum, &sum, &count);
    if (test->op.kind == MCUNET_MAX_POOL_2D) {
        return clamp(maximum, &test->op);
    }
    if (test->op.kind == MCUNET_MEAN) {
        const int32_t *k = test->constants;
        const int64_t mean = test->expected.zero_point + reference_rescale(sum + k[2], k[0], k[1]);
        return (int8_t)(mean < -128 ? -128 : (mean > 127 ? 127 : mean));
    }
    return clamp((int64_t)round((double)sum / (double)count), &test->op); /* round() goes half away from zero */
}

static int8_t concatenated(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    int32_t position[3] = {y, x, c};
    int32_t *along = &position[test->op.parameter];
    for (int i = 0;; i++) {
        const tensor *input = &test->inputs[i];
        const int32_t size[3] = {input->height, input->width, input->channels};
        if (*along < size[test->op.parameter]) {
            return (int8_t)at(input, position[0], position[1], position[2], 0);
        }
        *along -= size[test->op.parameter];
    }
}

static int8_t transposed(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    int32_t position[3];
    position[test->op.parameter & 3] = y;
    position[test->op.parameter >> 2 & 3] = x;
    position[test->op.parameter >> 4 & 3] = c;
    return (int8_t)at(&test->inputs[0], position[0], position[1], position[2], 0);
}

static int8_t padded(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const int32_t channel = c - test->op.parameter;
    if (channel < 0 || channel >= test->inputs[0].channels) {
        return (int8_t)test->expected.zero_point;
    }
    return (int8_t)at(&test->inputs[0], y - test->op.pad_top, x - test->op.pad_left, channel, test->expected.zero_point);
}

static int8_t spread_convolution(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const mcunet_operator *op = &test->op;
    const tensor *input = &test->inputs[0];
    const int32_t outputs = test->expected.channels;
    const int32_t *bias = test->constants, *multiplier = bias + outputs;
    const int8_t *shift = (const int8_t *)(multiplier + outputs), *weights = shift + (outputs + 7) / 8 * 8;
    int64_t sum = bias[c];
    for (int32_t row = 0; row < input->height; row++) {
        for (int32_t column = 0; column < input->width; column++) {
            const int32_t ky = y - (row * op->stride_height - op->pad_top), kx = x - (column * op->stride_width - op->pad_left);
            for (int32_t i = 0; i < input->channels && ky >= 0 && ky < op->kernel_height && kx >= 0 && kx < op->kernel_width; i++) {
                const int64_t weight = weights[((c * op->kernel_height + ky) * op->kernel_width + kx) * input->channels + i];
                sum += weight * (at(input, row, column, i, 0) - input->zero_point);
            }
        }
    }
    return clamp(test->expected.zero_point + reference_rescale(sum, multiplier[c], shift[c]), op);
}

static int8_t interpolated(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const tensor *input = &test->inputs[0], *output = &test->expected;
    const uint16_t *row = test->constants, *column = row + output->height, *down = column + output->width, *right = down + output->height;
    double sum = 0;
    for (int32_t corner = 0; corner < 4; corner++) {
        const double height = corner & 1 ? down[y] : 1024 - down[y], width = corner & 2 ? right[x] : 1024 - right[x];
        sum += height * width * (double)at(input, row[y] + (corner & 1), column[x] + (corner >> 1), c, 0);
    }
    return (int8_t)round(sum / (1 << 20)); /* exact in double */
}

/* Loops of the constants: uint16 size, uint8 output axis and input axis, int16 step, two bytes more. */
static int8_t copied(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const uint16_t *k = test->constants;
    int32_t index[3] = {y, x, c}, position[3] = {k[0], k[1], k[2]};
    for (int32_t i = k[3] - 1; i >= 0; i--) {
        const uint16_t *l = k + 4 + 4 * i;
        int32_t *of = &index[l[1] & 0xFF];
        position[l[1] >> 8] += *of % l[0] * (int16_t)l[2];
        *of /= l[0];
    }
    return (int8_t)at(&test->inputs[0], position[0], position[1], position[2], 0);
}

static int8_t element(const kernel_case *test, int32_t y, int32_t x, int32_t c)
{
    const tensor *output = &test->expected;
    const uint16_t *indices = test->constants;
    switch (test->op.kind) {
    case MCUNET_CONV_2D:
    case MCUNET_DEPTHWISE_CONV_2D: return convolution(test, y, x, c);
    case MCUNET_ADD:
    case MCUNET_SUB: return sum_or_difference(test, y, x, c);
    case MCUNET_MUL: return product(test, y, x, c);
    case MCUNET_MAXIMUM:
    case MCUNET_MINIMUM: return chosen(test, y, x, c);
    case MCUNET_PRELU: return sloped(test, y, x, c);
    case MCUNET_SQUARED_DIFFERENCE: return squared(test, y, x, c);
    case MCUNET_ARG_MAX: return index_byte(test, y, x, c);
    case MCUNET_LOOKUP: return ((const int8_t *)test->constants)[at(&test->inputs[0], y, x, c, 0) & 0xFF];
    case MCUNET_PAD: return padded(test, y, x, c);
    case MCUNET_RESIZE_NEAREST: return (int8_t)at(&test->inputs[0], indices[y], indices[output->height + x], c, 0);
    case MCUNET_CONCATENATION: return concatenated(test, y, x, c);
    case MCUNET_RESHAPE: return test->inputs[0].data[(y * output->width + x) * output->channels + c];
    case MCUNET_TRANSPOSE: return transposed(test, y, x, c);
    case MCUNET_RESIZE_LINEAR: return interpolated(test, y, x, c);
    case MCUNET_STRIDED_COPY: return copied(test, y, x, c);
    case MCUNET_TRANSPOSE_CONV: return spread_convolution(test, y, x, c);
    default: return pooled(test, y, x, c);
    }
}

void reference_compute(kernel_case *test)
{
    const tensor *output = &test->expected;
    int8_t *next = output->data;
    for (int32_t y = 0; y < output->height; y++) {
        for (int32_t x = 0; x < output->width; x++) {
            for (int32_t c = 0; c < output->channels; c++) {
                *next++ = element(test, y, x, c);
            }
        }
    }
}
