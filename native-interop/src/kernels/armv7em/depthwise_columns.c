/*
 * Channel by channel, so that the output may also be written over the input.
 *
 * Scratch holds, as int16 and padding included, the K input rows that one output row of one channel reads, in columns of words: two
 * neighbouring pixels make a word, and the words of the K rows lie one after another. Two horizontal taps then take one SMLAD, a column
 * is loaded at once, and moving on to the next output row moves each column up by a few words while it is loaded anyway.
 */
#include "../view.h"
#include "depthwise.h"
#include "depthwise_row.h"
#include "requantise.h"

/* The constants of one channel. */
typedef struct {
    int32_t bias, multiplier, shift;
    const int8_t *weights; /* MCUNET_QUAD bytes from tap to tap */
} channel_constants;

/* One call's geometry, and what its rows need. */
typedef struct {
    const mcunet_kernel_call *call;
    mcunet_limits limits;
    int32_t kernel, stride;
    int32_t outputs, columns; /* of a row; columns of words */
    uint32_t *words;          /* scratch */
    /* The pixels that a row of the input gives: `lead` (0 or 1) in the upper half of the word at `offset`, then `pixels` more. */
    int32_t lead, pixels, offset;
    int32_t first; /* column of the input that the first of them is in */
    mcunet_depthwise_row row;
#if MCUNET_HAS_DSP
    mcunet_row_function function;
#endif
} geometry;

static int32_t column_count(int32_t outputs, int32_t kernel, int32_t stride)
{
    return (outputs + 1) / 2 * stride + kernel / 2;
}

static void place_input(geometry *g)
{
    const mcunet_kernel_call *call = g->call;
    const int32_t width = (g->outputs - 1) * g->stride + g->kernel;
    const int32_t left = call->region.left * g->stride - call->operator_->pad_left;
    const int32_t begin = mcunet_min(width, mcunet_max(0, -left));
    const int32_t end = mcunet_max(begin, mcunet_min(width, call->inputs->width - left));
    g->lead = end > begin ? begin % 2 : 0;
    g->pixels = end - begin - g->lead;
    g->offset = begin / 2 * g->kernel;
    g->first = left + begin;
}

/* Widens `pixels` pixels, `step` bytes apart, to every K-th word; the upper half of a last odd one's is `padding`. */
static __attribute__((noinline)) void widen_pixels(const int8_t *source, int32_t step, int32_t pixels, uint32_t *word, int32_t kernel,
                                                   int32_t padding)
{
    for (; pixels >= 4; pixels -= 4, source += 4 * step, word += 2 * kernel) {
        word[0] = mcunet_pair(source[0], source[step]);
        word[kernel] = mcunet_pair(source[2 * step], source[3 * step]);
    }
    if (pixels >= 2) {
        *word = mcunet_pair(source[0], source[step]);
        word += kernel;
        source += 2 * step;
    }
    if (pixels & 1) {
        *word = mcunet_pair(*source, padding);
    }
}

/* Fills word row `row` of the columns from the first of the pixels of an input row, or with the zero point when null. */
static void fill_row(const geometry *g, const int8_t *source, int32_t row)
{
    const int32_t zero_point = g->call->inputs->zero_point, step = g->call->inputs->channels;
    uint32_t *word = g->words + row;
    if (source == NULL) {
        for (int32_t i = 0; i < g->columns; i++, word += g->kernel) {
            *word = mcunet_pair(zero_point, zero_point);
        }
        return;
    }
    word += g->offset;
    if (g->lead) {
        *word = mcunet_pair(zero_point, *source);
        word += g->kernel;
        source += step;
    }
    widen_pixels(source, step, g->pixels, word, g->kernel, zero_point);
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
        const int8_t *weights = constants->weights;
        uint32_t sum = (uint32_t)constants->bias;
        for (int32_t row = 0; row < kernel; row++) {
            for (int32_t x = i * stride; x < i * stride + kernel; x++, weights += MCUNET_QUAD) {
                const uint32_t word = g->words[x / 2 * kernel + row];
                sum += (uint32_t)((x % 2 == 0 ? mcunet_low_half(word) : mcunet_high_half(word)) * *weights);
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
    mcunet_order_taps(constants->weights, g->kernel, g->stride, g->row.taps);
}

static void compute_row(geometry *g, const channel_constants *constants, int8_t *output)
{
    if (!mcunet_is_fast(constants->shift)) {
        compute_row_slowly(g, constants, output);
        return;
    }
    g->row.output = output;
    g->function(&g->row);
}

static void prepare_rows(geometry *g)
{
    const int32_t pair = g->stride * g->kernel;
    g->function = mcunet_find_row_function(g->kernel, g->stride);
    g->row.column = g->words;
    g->row.end = g->words + g->outputs / 2 * pair;
    g->row.last = g->words + (g->outputs + 1) / 2 * pair;
}

#else

#define prepare_rows(g) ((void)(g))
#define prepare_channel(g, constants) ((void)(g), (void)(constants))

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
    const mcunet_view *input = g->call->inputs, *output = g->call->output;
    const mcunet_region region = g->call->region;
    const int has_pixels = g->lead + g->pixels > 0;
    int8_t *output_row = mcunet_pixel(output, region.top, region.left) + channel;
    int32_t y = region.top * g->stride - g->call->operator_->pad_top, filled = 0;
    const int8_t *source = input->data + (y - input->top) * input->row_stride + (g->first - input->left) * input->channels + channel;
    prepare_channel(g, constants);
    for (int32_t row = region.top; row < region.bottom; row++, output_row += output->row_stride) {
        for (; filled < g->kernel; filled++, y++, source += input->row_stride) {
            fill_row(g, has_pixels && y >= 0 && y < input->height ? source : NULL, filled);
        }
        compute_row(g, constants, output_row);
        if (g->limits.clamped) {
            clamp_row(g, output_row);
        }
        filled = g->kernel - g->stride;
    }
}

void mcunet_armv7em_depthwise_columns(const mcunet_kernel_call *call)
{
    const int32_t zero_point = call->inputs->zero_point;
    const uint8_t *stream = call->constants;
    geometry g;
    g.call = call;
    g.limits = mcunet_limits_of(call);
    g.kernel = call->operator_->kernel_height;
    g.stride = call->operator_->stride_height;
    g.outputs = call->region.right - call->region.left;
    g.columns = column_count(g.outputs, g.kernel, g.stride);
    g.words = call->scratch;
    g.row.step = call->output->channels;
    place_input(&g);
    prepare_rows(&g);
    for (int32_t i = 0; i < g.columns * g.kernel; i++) { /* columns of padding keep this value */
        g.words[i] = mcunet_pair(zero_point, zero_point);
    }
    for (int32_t channel = 0; channel < call->output->channels; channel++) {
        const mcunet_quad *quad = (const mcunet_quad *)(const void *)stream;
        const int32_t i = channel % MCUNET_QUAD;
        const channel_constants constants = {quad->bias[i], quad->multiplier[i], quad->shift[i], mcunet_quad_weights(quad) + i};
        compute_channel(&g, &constants, channel);
        if (i == MCUNET_QUAD - 1) {
            stream += sizeof *quad + (size_t)(g.kernel * g.kernel * MCUNET_QUAD);
        }
    }
}

uint32_t mcunet_armv7em_depthwise_columns_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return (uint32_t)(column_count(extent->region_width, op->kernel_width, op->stride_width) * op->kernel_height) * 4u;
}
