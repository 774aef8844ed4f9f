/*
 * DEPTHWISE_CONV_2D for Armv7E-M, channel by channel, so that it may also write over its input.
 *
 * Scratch holds, as int16 and padding included, the K input rows that one output row of one channel reads, in columns of words: two
 * neighbouring pixels make a word, and the words of the K rows lie one after another. Two horizontal taps then take one SMLAD, a column
 * is loaded at once, and moving on to the next output row moves each column up by a few words while it is loaded anyway.
 */
#include <stddef.h>

#include "../view.h"
#include "armv7em.h"
#include "dsp.h"
#include "requantise.h"

#define MAX_KERNEL 7
#define MAX_PAIRS (MAX_KERNEL / 2)

/* What the rows of one channel share. */
typedef struct {
    mcunet_limits limits;
    int32_t bias, multiplier, shift, rounding;
    uint32_t *columns;      /* scratch */
    int32_t outputs;        /* of a row */
    int32_t output_step;    /* bytes between horizontally neighbouring outputs */
    int32_t stride_height;
    /* Taps of kernel row r as pairs of int16, at [i * K + r]: even (2i, 2i + 1), odd (2i + 1, 2i + 2). */
    uint32_t even[MAX_PAIRS * MAX_KERNEL], odd[MAX_PAIRS * MAX_KERNEL];
} channel_work;

/* The constants of a channel in the stream that FORMAT.md describes; the K x K weights follow, and zeros up to whole words. */
typedef struct {
    int32_t bias, multiplier;
    int8_t shift, weights[3];
} channel_constants;

static int32_t column_count(int32_t outputs, int32_t kernel, int32_t stride)
{
    return (stride == 1 ? (outputs + 1) / 2 : outputs) + kernel / 2;
}

static uint32_t pair(int32_t low, int32_t high)
{
    return (uint32_t)(uint16_t)low | (uint32_t)high << 16;
}

static void expand_weights(channel_work *work, const int8_t *weights, int32_t kernel)
{
    for (int32_t row = 0; row < kernel; row++, weights += kernel) {
        for (int32_t i = 0; i < kernel / 2; i++) {
            work->even[i * kernel + row] = pair(weights[2 * i], weights[2 * i + 1]);
            work->odd[i * kernel + row] = pair(weights[2 * i + 1], weights[2 * i + 2]);
        }
    }
}

MCUNET_INLINE int8_t store(const channel_work *work, int32_t sum)
{
    int32_t value = mcunet_is_fast(work->shift) ? mcunet_scale(sum, work->multiplier, work->shift, work->rounding)
                                                : mcunet_scale_slowly(sum, work->multiplier, work->shift, work->limits.zero_point);
    if (work->limits.clamped) {
        value = mcunet_clamp(value, work->limits.low, work->limits.high);
    }
    return (int8_t)value;
}

/* Moves a column of K words, already loaded in `words`, up by the rows that the next output row does not read. */
MCUNET_INLINE void move_up(uint32_t *column, const uint32_t *words, int32_t kernel, int32_t rows)
{
    if (rows == 1) {
        for (int32_t row = 0; row < kernel - 1; row++) {
            column[row] = words[row + 1];
        }
    } else {
        for (int32_t row = 0; row < kernel - 2; row++) {
            column[row] = words[row + 2];
        }
    }
}

MCUNET_INLINE void load(uint32_t *words, const uint32_t *column, int32_t kernel)
{
    for (int32_t row = 0; row < kernel; row++) {
        words[row] = column[row];
    }
}

/* Adds the first, a middle (i-th) or the last of the columns under a window to its sum (even) and, stride 1, the next one's (odd). */
MCUNET_INLINE void add_column(const channel_work *work, const uint32_t *words, int32_t i, int32_t kernel, int32_t stride,
                              int32_t *even, int32_t *odd)
{
    const int first = i == 0, last = i == kernel / 2;
    const uint32_t *even_taps = work->even + (last ? 0 : i * kernel), *odd_taps = work->odd + (first ? 0 : (i - 1) * kernel);
    for (int32_t row = 0; row < kernel; row++) {
        *even = last ? mcunet_smlabt(words[row], odd_taps[row], *even) : mcunet_smlad(words[row], even_taps[row], *even);
        if (stride == 1) {
            *odd = first ? mcunet_smlatb(words[row], even_taps[row], *odd) : mcunet_smlad(words[row], odd_taps[row], *odd);
        }
    }
}

/* One output row; leaves the columns moved up. */
MCUNET_INLINE void compute_row(const channel_work *work, int8_t *output, int32_t kernel, int32_t stride)
{
    uint32_t *column = work->columns;
    uint32_t words[MAX_KERNEL];
    for (int32_t left = work->outputs; left > 0; left -= stride == 1 ? 2 : 1, column += kernel) {
        int32_t even = work->bias, odd = work->bias;
        load(words, column, kernel);
        add_column(work, words, 0, kernel, stride, &even, &odd);
        move_up(column, words, kernel, work->stride_height);
        for (int32_t i = 1; i <= kernel / 2; i++) {
            load(words, column + i * kernel, kernel);
            add_column(work, words, i, kernel, stride, &even, &odd);
        }
        *output = store(work, even);
        output += work->output_step;
        if (stride == 1 && left > 1) {
            *output = store(work, odd);
            output += work->output_step;
        }
    }
    for (int32_t i = 0; i < kernel / 2; i++, column += kernel) {
        load(words, column, kernel);
        move_up(column, words, kernel, work->stride_height);
    }
}

static void row_3_stride_1(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 3, 1);
}

static void row_3_stride_2(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 3, 2);
}

static void row_5_stride_1(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 5, 1);
}

static void row_5_stride_2(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 5, 2);
}

static void row_7_stride_1(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 7, 1);
}

static void row_7_stride_2(const channel_work *work, int8_t *output)
{
    compute_row(work, output, 7, 2);
}

typedef void (*row_function)(const channel_work *work, int8_t *output);

static row_function find_row_function(const mcunet_operator *op)
{
    static const row_function functions[3][2] = {
        {row_3_stride_1, row_3_stride_2}, {row_5_stride_1, row_5_stride_2}, {row_7_stride_1, row_7_stride_2}};
    return functions[op->kernel_width / 2 - 1][op->stride_width - 1];
}

/* Where the input's columns that a region reads begin and end among the scratch's int16, and the first of them in the input. */
typedef struct {
    int32_t begin, end, first;
} span;

static span input_span(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const int32_t width = (call->region.right - call->region.left - 1) * op->stride_width + op->kernel_width;
    const int32_t left = call->region.left * op->stride_width - op->pad_left;
    span inside;
    inside.begin = mcunet_min(width, mcunet_max(0, -left));
    inside.end = mcunet_max(inside.begin, mcunet_min(width, call->inputs->width - left));
    inside.first = left + inside.begin;
    return inside;
}

/* Fills word row `row` of the columns with input row y of one channel, or with the zero point when that lies outside. */
static void fill_row(const mcunet_view *input, int32_t channel, int32_t y, span inside, uint32_t *columns, int32_t row,
                     int32_t kernel, int32_t count)
{
    uint32_t *word = columns + row;
    if (y < 0 || y >= input->height) {
        for (int32_t i = 0; i < count; i++, word += kernel) {
            *word = pair(input->zero_point, input->zero_point);
        }
        return;
    }
    int32_t left = inside.end - inside.begin;
    if (left == 0) {
        return;
    }
    const int32_t channels = input->channels;
    const int8_t *source = mcunet_pixel(input, y, inside.first) + channel;
    word += inside.begin / 2 * kernel;
    if (inside.begin % 2 != 0) {
        *word = pair(input->zero_point, *source);
        word += kernel;
        source += channels;
        left--;
    }
    for (; left >= 2; left -= 2, source += 2 * channels, word += kernel) {
        *word = pair(source[0], source[channels]);
    }
    if (left > 0) {
        *word = pair(*source, input->zero_point);
    }
}

static void compute_channel(const mcunet_kernel_call *call, channel_work *work, int32_t channel, span inside, int32_t count)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t kernel = op->kernel_height;
    const row_function compute = find_row_function(op);
    int8_t *output = mcunet_pixel(call->output, region.top, region.left) + channel;
    int32_t y = region.top * op->stride_height - op->pad_top; /* next input row */
    int32_t missing = kernel;
    for (int32_t row = region.top; row < region.bottom; row++, output += call->output->row_stride) {
        for (; missing > 0; missing--, y++) {
            fill_row(call->inputs, channel, y, inside, work->columns, kernel - missing, kernel, count);
        }
        compute(work, output);
        missing = op->stride_height;
    }
}

void mcunet_armv7em_depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t kernel = op->kernel_height;
    const int32_t count = column_count(region.right - region.left, kernel, op->stride_width);
    const span inside = input_span(call);
    const uint8_t *stream = call->constants;
    channel_work work;

    work.limits = mcunet_limits_of(call);
    work.columns = call->scratch;
    work.outputs = region.right - region.left;
    work.output_step = call->output->channels;
    work.stride_height = op->stride_height;
    for (int32_t i = 0; i < count * kernel; i++) { /* columns of padding keep this value */
        work.columns[i] = pair(call->inputs->zero_point, call->inputs->zero_point);
    }
    for (int32_t channel = 0; channel < call->output->channels; channel++, stream += mcunet_armv7em_channel_bytes(kernel)) {
        const channel_constants *constants = (const channel_constants *)(const void *)stream;
        work.bias = constants->bias;
        work.multiplier = constants->multiplier;
        work.shift = constants->shift;
        work.rounding = mcunet_is_fast(work.shift) ? mcunet_rounding(work.shift, work.limits.zero_point) : 0;
        expand_weights(&work, (const int8_t *)stream + offsetof(channel_constants, weights), kernel);
        compute_channel(call, &work, channel, inside, count);
    }
}

uint32_t mcunet_armv7em_depthwise_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return (uint32_t)(column_count(extent->region_width, op->kernel_width, op->stride_width) * op->kernel_height) * 4u;
}
