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
#include "depthwise_row.h"
#include "requantise.h"

/* The constants of a channel in the stream that FORMAT.md describes; the K x K weights follow, and zeros up to whole words. */
typedef struct {
    int32_t bias, multiplier;
    int8_t shift, weights[3];
} channel_constants;

/* Where the input's columns that a region reads begin and end among the scratch's int16, and the first of them in the input. */
typedef struct {
    int32_t begin, end, first;
} span;

/* One call's geometry, and what its rows need. */
typedef struct {
    const mcunet_kernel_call *call;
    mcunet_limits limits;
    span inside;
    int32_t kernel, stride;
    int32_t outputs, columns; /* of a row; columns of words */
    uint32_t *words;          /* scratch */
    mcunet_depthwise_row row;
} geometry;

static int32_t column_count(int32_t outputs, int32_t kernel, int32_t stride)
{
    return (stride == 1 ? (outputs + 1) / 2 : (outputs + 1) / 2 * 2) + kernel / 2;
}

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
static void fill_row(const geometry *g, int32_t channel, int32_t y, int32_t row)
{
    const int32_t kernel = g->kernel;
    const mcunet_view *input = g->call->inputs;
    const int32_t step = input->channels;
    uint32_t *word = g->words + row;
    int32_t left = g->inside.end - g->inside.begin;
    if (y < 0 || y >= input->height || left == 0) {
        for (int32_t i = 0; i < g->columns; i++, word += kernel) {
            *word = mcunet_pair(input->zero_point, input->zero_point);
        }
        return;
    }
    const int8_t *source = mcunet_pixel(input, y, g->inside.first) + channel;
    word += g->inside.begin / 2 * kernel;
    if (g->inside.begin % 2 != 0) {
        *word = mcunet_pair(input->zero_point, *source);
        word += kernel;
        source += step;
        left--;
    }
    for (; left >= 4; left -= 4, source += 4 * step, word += 2 * kernel) {
        word[0] = mcunet_pair(source[0], source[step]);
        word[kernel] = mcunet_pair(source[2 * step], source[3 * step]);
    }
    if (left >= 2) {
        *word = mcunet_pair(source[0], source[step]);
        word += kernel;
        source += 2 * step;
    }
    if (left % 2 != 0) {
        *word = mcunet_pair(*source, input->zero_point);
    }
}

static void move_up(uint32_t *column, int32_t kernel, int32_t words)
{
    for (int32_t row = 0; row + words < kernel; row++) {
        column[row] = column[row + words];
    }
}

/* One output row of a channel whose shift the row functions cannot apply, or of any channel where there are none. */
static void compute_row_slowly(const geometry *g, const channel_constants *constants, int8_t *output)
{
    const int32_t kernel = g->kernel, stride = g->stride;
    for (int32_t i = 0; i < g->outputs; i++, output += g->row.step) {
        const int8_t *weights = (const int8_t *)constants + offsetof(channel_constants, weights);
        uint32_t sum = (uint32_t)constants->bias;
        for (int32_t row = 0; row < kernel; row++) {
            for (int32_t x = i * stride; x < i * stride + kernel; x++) {
                const uint32_t word = g->words[x / 2 * kernel + row];
                sum += (uint32_t)((x % 2 == 0 ? mcunet_low_half(word) : mcunet_high_half(word)) * *weights++);
            }
        }
        *output = (int8_t)mcunet_scale_slowly((int32_t)sum, constants->multiplier, constants->shift, g->limits.zero_point);
    }
    for (int32_t i = 0; i < g->columns; i++) {
        move_up(g->words + i * kernel, kernel, stride);
    }
}

#if MCUNET_HAS_DSP

static void prepare_channel(geometry *g, const channel_constants *constants)
{
    g->row.bias = constants->bias;
    g->row.multiplier = constants->multiplier;
    g->row.shift = -constants->shift;
    g->row.rounding = mcunet_rounding(constants->shift, g->limits.zero_point);
    mcunet_order_taps((const int8_t *)constants + offsetof(channel_constants, weights), g->kernel, g->stride, g->row.taps);
}

static void compute_row(geometry *g, const channel_constants *constants, int8_t *output)
{
    if (!mcunet_is_fast(constants->shift)) {
        compute_row_slowly(g, constants, output);
        return;
    }
    const mcunet_row_function function = mcunet_find_row_function(g->kernel, g->stride);
    const int32_t step = g->row.step, pair = g->stride * g->kernel, pairs = g->outputs / 2;
    uint32_t *end = g->words + pairs * pair;
    g->row.column = g->words;
    g->row.output = output;
    g->row.end = end;
    if (pairs > 0) {
        function(&g->row);
    }
    if (g->outputs % 2 != 0) {
        g->row.column = end;
        g->row.output = output + 2 * pairs * step;
        g->row.end = end += pair;
        g->row.step = 0;
        function(&g->row);
        g->row.step = step;
    }
    for (int32_t i = 0; i < g->kernel / 2; i++, end += g->kernel) {
        move_up(end, g->kernel, g->stride);
    }
}

#else

static void prepare_channel(geometry *g, const channel_constants *constants)
{
    (void)g;
    (void)constants;
}

#define compute_row compute_row_slowly

#endif

static void clamp_row(const geometry *g, int8_t *output)
{
    for (int32_t i = 0; i < g->outputs; i++, output += g->row.step) {
        *output = (int8_t)mcunet_clamp(*output, g->limits.low, g->limits.high);
    }
}

static void compute_channel(geometry *g, const channel_constants *constants, int32_t channel)
{
    const mcunet_view *output = g->call->output;
    const mcunet_region region = g->call->region;
    int8_t *output_row = mcunet_pixel(output, region.top, region.left) + channel;
    int32_t input_row = region.top * g->stride - g->call->operator_->pad_top, filled = 0;
    prepare_channel(g, constants);
    for (int32_t y = region.top; y < region.bottom; y++, output_row += output->row_stride) {
        for (; filled < g->kernel; filled++, input_row++) {
            fill_row(g, channel, input_row, filled);
        }
        compute_row(g, constants, output_row);
        if (g->limits.clamped) {
            clamp_row(g, output_row);
        }
        filled = g->kernel - g->stride;
    }
}

void mcunet_armv7em_depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const int32_t zero_point = call->inputs->zero_point;
    const uint8_t *stream = call->constants;
    geometry g;
    g.call = call;
    g.limits = mcunet_limits_of(call);
    g.inside = input_span(call);
    g.kernel = call->operator_->kernel_height;
    g.stride = call->operator_->stride_height;
    g.outputs = call->region.right - call->region.left;
    g.columns = column_count(g.outputs, g.kernel, g.stride);
    g.words = call->scratch;
    g.row.step = call->output->channels;
    for (int32_t i = 0; i < g.columns * g.kernel; i++) { /* columns of padding keep this value */
        g.words[i] = mcunet_pair(zero_point, zero_point);
    }
    for (int32_t channel = 0; channel < call->output->channels; channel++, stream += mcunet_armv7em_channel_bytes(g.kernel)) {
        compute_channel(&g, (const channel_constants *)(const void *)stream, channel);
    }
}

uint32_t mcunet_armv7em_depthwise_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return (uint32_t)(column_count(extent->region_width, op->kernel_width, op->stride_width) * op->kernel_height) * 4u;
}
