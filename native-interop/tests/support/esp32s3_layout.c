/* SPDX-License-Identifier: MIT */
#include "esp32s3_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mcunet/quantization.h"
#include "portable_constants.h"

/* FORMAT.md's layout 3, written down a second time: the tools' writer is checked against golden outputs, the kernels against this. */
#define VECTOR 16
#define LANE_BITS 20

static int holds(const portable_convolution *from)
{
    for (int32_t c = 0; c < from->channels; c++) {
        int64_t sum = labs((long)from->bias[c]);
        for (int32_t i = 0; i < from->window; i++) {
            sum += 128 * labs((long)portable_weight(from, c, i));
        }
        const int left = from->shift[c] > 0 ? from->shift[c] : 0;
        if (from->shift[c] > (from->depthwise ? 7 : -1) || from->shift[c] < -22 || sum << left >= 1 << 29) {
            return 0;
        }
    }
    return 1;
}

/* Whether a depthwise channel's sums need more than a lane's bits; some others are taken for such, which must change nothing. */
static int is_wide(const portable_convolution *from, int32_t channel)
{
    int64_t sum = channel < from->channels ? labs((long)from->bias[channel]) : 0;
    for (int32_t i = 0; i < from->window; i++) {
        sum += 128 * labs((long)portable_weight(from, channel, i));
    }
    return channel < from->channels && (channel % 5 == 3 || sum >= 1 << 19 || from->shift[channel] < -12 || from->shift[channel] > -1);
}

static int32_t *put_scale(int32_t *next, const portable_convolution *from, int32_t channel, int32_t zero_point, int fraction)
{
    const int right = channel < from->channels && from->shift[channel] < 0 ? -from->shift[channel] : 1;
    *next++ = channel < from->channels ? from->multiplier[channel] : 0;
    *next++ = (int32_t)((((uint32_t)(2 * zero_point + 1) << right) + 1u) << fraction);
    *next++ = right + 1 + fraction;
    return next;
}

static int8_t *put_channel(int8_t *next, const portable_convolution *from, int32_t channel, int32_t zero_point, int in_place)
{
    int32_t *head = (int32_t *)(void *)next;
    const int32_t before = in_place && from->window % VECTOR == VECTOR / 2 ? VECTOR / 2 : 0;
    const int32_t vectors = (from->window + VECTOR - 1) / VECTOR;
    head[0] = (int32_t)(4u * (uint32_t)from->bias[channel]);
    put_scale(head + 1, from, channel, zero_point, 0);
    next += 16;
    for (int32_t i = 0; i < from->window; i++) {
        next[before + i] = (int8_t)portable_weight(from, channel, i);
    }
    return next + vectors * VECTOR;
}

static int8_t *put_group(int8_t *next, const portable_convolution *from, int32_t first, int32_t zero_point)
{
    for (int32_t lane = 0; lane < VECTOR && first + lane < from->channels; lane++) {
        for (int bit = 0; bit < LANE_BITS; bit++) {
            const int at = lane % 8 * LANE_BITS + bit;
            const uint32_t set = (uint32_t)from->bias[first + lane] >> bit & 1u;
            next[lane / 8 * 32 + at / 8] = (int8_t)(uint8_t)((uint8_t)next[lane / 8 * 32 + at / 8] | set << at % 8);
        }
    }
    int32_t *scale = (int32_t *)(void *)(next + 64);
    for (int32_t lane = 0; lane < VECTOR; lane++) {
        const int wide = is_wide(from, first + lane);
        int32_t *const begin = scale;
        scale = put_scale(scale, from, first + lane, zero_point, wide ? 0 : 10);
        if (wide) {
            begin[1] = from->bias[first + lane];
            begin[2] = from->shift[first + lane] < 0 ? begin[2] | 64 : from->shift[first + lane] | 96;
        }
    }
    next = (int8_t *)scale;
    for (int32_t tap = 0; tap < from->window; tap++) {
        for (int32_t lane = 0; lane < VECTOR; lane++) {
            *next++ = (int8_t)portable_weight(from, first + lane, tap);
        }
    }
    return next;
}

/* What ADD and SUB make of two bytes, before they saturate. */
static int32_t exact_sum(const kernel_case *test, int32_t x0, int32_t x1)
{
    const int32_t *k = test->constants;
    const int32_t a = mcunet_multiply_by_quantized_multiplier((x0 - test->inputs[0].zero_point) * (1 << k[0]), k[1], k[2]);
    const int32_t b = mcunet_multiply_by_quantized_multiplier((x1 - test->inputs[1].zero_point) * (1 << k[0]), k[3], k[4]);
    const int32_t sum = test->op.kind == MCUNET_SUB ? a - b : a + b;
    return test->expected.zero_point + mcunet_multiply_by_quantized_multiplier(sum, k[5], k[6]);
}

/* Looks for offset0 * offset1 between low and high. */
static int find_offsets(int64_t low, int64_t high, int16_t *offset0, int16_t *offset1)
{
    for (int64_t b = INT16_MAX; b >= 64; b--) {
        const int64_t a = high >= 0 ? high / b : -((-high + b - 1) / b); /* floor */
        if (a * b >= low && a >= INT16_MIN && a <= INT16_MAX) {
            *offset0 = (int16_t)a;
            *offset1 = (int16_t)b;
            return 1;
        }
    }
    return 0;
}

/* ADD's and SUB's constants for one shift; 0 if there are none. */
static int find_sum(const kernel_case *test, double slope0, double slope1, int shift, int16_t *to)
{
    const int64_t a = (int64_t)(slope0 * (double)(1 << shift) * 32768.0), b = (int64_t)(slope1 * (double)(1 << shift) * 32768.0);
    int64_t low = -((int64_t)1 << 50), high = (int64_t)1 << 50;
    for (int32_t x0 = -128; x0 < 128; x0++) {
        for (int32_t x1 = -128; x1 < 128; x1++) {
            const int64_t value = exact_sum(test, x0, x1), bit = (int64_t)1 << (shift + 8);
            const int64_t sum = (256 * (x0 * (a & 32767) + x1 * (b & 32767)) >> 15) + 256 * (x0 * (a >> 15) + x1 * (b >> 15));
            if (value > -128 && (value > 127 ? 127 : value) * bit - sum > low) {
                low = (value > 127 ? 127 : value) * bit - sum;
            }
            if (value < 127 && ((value < -128 ? -128 : value) + 1) * bit - 1 - sum < high) {
                high = ((value < -128 ? -128 : value) + 1) * bit - 1 - sum;
            }
        }
    }
    to[0] = (int16_t)(a >> 15);
    to[1] = (int16_t)(b >> 15);
    to[2] = (int16_t)(a & 32767);
    to[3] = (int16_t)(b & 32767);
    to[6] = (int16_t)shift;
    return low <= high && find_offsets(low, high, to + 4, to + 5);
}

static int put_sum(const kernel_case *test, int16_t *to)
{
    const int32_t *k = test->constants;
    const double output = k[5] * pow(2, k[6] - 31 + k[0]), sign = test->op.kind == MCUNET_SUB ? -1 : 1;
    const double slope0 = output * k[1] * pow(2, k[2] - 31), slope1 = sign * output * k[3] * pow(2, k[4] - 31);
    int shift = 13;
    while (shift > 0 && (fabs(slope0) * (1 << shift) > 32000 || fabs(slope1) * (1 << shift) > 32000)) {
        shift--;
    }
    for (int most = shift; shift > 0 && shift > most - 4; shift--) {
        if (find_sum(test, slope0, slope1, shift, to)) {
            return 1;
        }
    }
    return 0;
}

int make_esp32s3_case(const kernel_case *test, kernel_case *esp32s3)
{
    const mcunet_extent extent = {test->inputs[0].height,
                                  test->inputs[0].width,
                                  test->inputs[0].channels,
                                  test->expected.height,
                                  test->expected.width,
                                  test->expected.channels,
                                  1,
                                  1};
    const int depthwise = test->op.kind == MCUNET_DEPTHWISE_CONV_2D;
    *esp32s3 = *test;
    esp32s3->op.layout = MCUNET_LAYOUT_ESP32S3;
    if (test->op.layout != MCUNET_LAYOUT_PORTABLE || mcunet_find_kernel(&esp32s3->op) == NULL) {
        return 0;
    }
    const uint32_t bytes = mcunet_kernel_constants_bytes(&esp32s3->op, &extent);
    if (!depthwise && test->op.kind != MCUNET_CONV_2D) {
        esp32s3->constants = calloc(1, bytes);
        if (test->op.kind != MCUNET_ADD && test->op.kind != MCUNET_SUB) {
            if (bytes > 0) {
                memcpy(esp32s3->constants, test->constants, bytes);
            }
            return 1;
        }
        if (put_sum(test, esp32s3->constants)) {
            return 1;
        }
        free(esp32s3->constants);
        return 0;
    }
    const portable_convolution from = read_portable(test);
    if (!holds(&from)) {
        return 0;
    }
    const int in_place = test->op.kernel_height == 1 && test->op.kernel_width == 1 && test->op.stride_width == 1 && test->op.pad_top == 0
                         && test->op.pad_left == 0;
    int8_t *next = esp32s3->constants = calloc(1, bytes);
    for (int32_t c = 0; c < from.channels; c += depthwise ? VECTOR : 1) {
        next = depthwise ? put_group(next, &from, c, test->expected.zero_point)
                         : put_channel(next, &from, c, test->expected.zero_point, in_place);
    }
    expect(next == (int8_t *)esp32s3->constants + bytes, "layout 3 has another size");
    return 1;
}
