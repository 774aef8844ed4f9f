/* SPDX-License-Identifier: MIT */
/*
 * Channel by channel, so that the output may also be written over the input.
 *
 * Scratch holds, as int16 and padding included, a band of input rows of one channel, in columns of words: two neighbouring pixels make a
 * word, and the words of the rows lie one after another. Two horizontal taps then take one SMLAD, and a column is loaded at once. Rows
 * that the next band reads as well are moved up: by the row functions of the larger kernels, whose bands are as high as the kernel, while
 * they are loaded anyway.
 */
#include "kernels/view.h"
#include "depthwise.h"
#include "depthwise_row.h"
#include "requantise.h"

#define BAND_WORDS 96      /* of scratch for the bands of a kernel of 3, */
#define LEAST_MORE 2       /* but at least so many rows more than the kernel */
#define MAX_BIAS (1 << 29) /* of sums that are doubled */

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
    int32_t band;             /* input rows in the columns */
    int32_t moves;            /* whether rows of a band are moved up */
    uint32_t *words;          /* scratch */
    int32_t offset;           /* of the word that the first pixels of a row of the input belong to */
    int32_t first;            /* column of the input that they are in */
    mcunet_depthwise_fill fill;
    mcunet_depthwise_row row;
#if MCUNET_HAS_DSP
    mcunet_row_function function;
#endif
} geometry;

static int32_t column_count(int32_t outputs, int32_t kernel, int32_t stride)
{
    return (outputs + 1) / 2 * stride + kernel / 2;
}

/* Rows in a band: all that `rows` output rows read, or as many of them as are worth their scratch. */
static int32_t band_rows(int32_t rows, int32_t columns, int32_t kernel, int32_t stride)
{
    const int32_t more = mcunet_max(LEAST_MORE, BAND_WORDS / columns - kernel);
    return kernel + (kernel == 3 ? mcunet_min((rows - 1) * stride, more - more % stride) : 0);
}

static MCUNET_ONCE void place_input(geometry *g)
{
    const mcunet_kernel_call *call = g->call;
    const int32_t width = (g->outputs - 1) * g->stride + g->kernel;
    const int32_t left = call->region.left * g->stride - call->operator_->pad_left;
    const int32_t begin = mcunet_min(width, mcunet_max(0, -left));
    const int32_t end = mcunet_max(begin, mcunet_min(width, call->inputs->width - left));
    g->fill.lead = end > begin ? begin % 2 : 0;
    g->fill.pixels = end - begin - g->fill.lead;
    g->fill.step = call->inputs->channels;
    g->fill.row_stride = call->inputs->row_stride;
    g->fill.column = g->band;
    g->fill.padding = call->inputs->zero_point;
    g->offset = begin / 2 * g->band;
    g->first = left + begin;
}

static void pad_row(const geometry *g, int32_t row)
{
    const uint32_t padding = mcunet_pair(g->fill.padding, g->fill.padding);
    for (uint32_t *word = g->words + row, *end = word + g->columns * g->band; word != end; word += g->band) {
        *word = padding;
    }
}

/* Fills rows [from, to) of the band of a channel from row `y` of the input on. */
static void fill_rows(geometry *g, int32_t from, int32_t to, int32_t y, int32_t channel)
{
    const mcunet_view *input = g->call->inputs;
    const int has_pixels = g->fill.lead + g->fill.pixels > 0;
    while (from < to) {
        int32_t rows = mcunet_min(to - from, input->height - y);
        if (y >= 0 && rows > 0 && has_pixels) {
            g->fill.source = mcunet_pixel(input, y, g->first) + channel;
            g->fill.word = g->words + g->offset + from;
            mcunet_fill_columns(&g->fill, rows);
        } else {
            rows = 1;
            if (g->moves) { /* otherwise it is still padding */
                pad_row(g, from);
            }
        }
        from += rows;
        y += rows;
    }
}

/* Moves the rows of a band from `row` on that the next one reads as well to its start. */
static void move_up(const geometry *g, int32_t row)
{
    const int32_t kept = g->kernel - g->stride, band = g->band;
    uint32_t *column = g->words, *const end = column + g->columns * band;
    if (kept <= 2) {
        for (const uint32_t *from = column + row; column != end; column += band, from += band) {
            const uint32_t first = from[0], second = from[kept - 1];
            column[0] = first;
            column[kept - 1] = second;
        }
        return;
    }
    for (; column != end; column += band) {
        for (int32_t i = 0; i < kept; i++) {
            column[i] = column[row + i];
        }
    }
}

/* Output rows of a channel that the row functions cannot compute, or of any channel where there are none. */
static MCUNET_SELDOM void compute_slowly(const geometry *g, const channel_constants *constants, int32_t rows, int8_t *output)
{
    const int32_t kernel = g->kernel, stride = g->stride;
    for (int32_t y = 0; y < rows; y++, output += g->call->output->row_stride) {
        for (int32_t i = 0; i < g->outputs; i++) {
            const int8_t *weights = constants->weights;
            uint32_t sum = (uint32_t)constants->bias;
            for (int32_t row = y * stride; row < y * stride + kernel; row++) {
                for (int32_t x = i * stride; x < i * stride + kernel; x++, weights += MCUNET_QUAD) {
                    const uint32_t word = g->words[x / 2 * g->band + row];
                    sum += (uint32_t)((x % 2 == 0 ? mcunet_low_half(word) : mcunet_high_half(word)) * *weights);
                }
            }
            output[i * g->row.step] =
                (int8_t)mcunet_scale_slowly((int32_t)sum, constants->multiplier, constants->shift, g->limits.zero_point);
        }
    }
}

#if MCUNET_HAS_DSP

static void prepare_rows(geometry *g, const mcunet_row_functions *functions)
{
    const int32_t pair = g->stride * g->band;
    g->function = functions->by_stride[g->stride - 1];
    g->row.odd = g->outputs % 2 * pair * (int32_t)sizeof(uint32_t);
    g->row.end = g->words + g->outputs / 2 * pair;
    g->row.column = g->words;
    g->row.column_bytes = g->band * (int32_t)sizeof(uint32_t);
    g->row.row_step = g->call->output->row_stride;
}

static int is_fast(const channel_constants *constants)
{
    return mcunet_is_fast(constants->shift) && constants->bias > -MAX_BIAS && constants->bias < MAX_BIAS;
}

static void prepare_channel(geometry *g, const channel_constants *constants)
{
    if (is_fast(constants)) {
        g->row.bias[0] = g->row.bias[1] = 2 * constants->bias;
        g->row.multiplier = constants->multiplier;
        g->row.shift = -constants->shift;
        g->row.rounding = mcunet_rounding(constants->shift, g->limits.zero_point);
        mcunet_order_taps(constants->weights, g->kernel, g->stride, g->row.taps);
    }
}

static void compute_rows(geometry *g, const channel_constants *constants, int32_t rows, int8_t *output)
{
    const int fast = is_fast(constants);
    if (fast) {
        g->row.output = output;
        g->row.rows = rows;
        g->function(&g->row);
    } else {
        compute_slowly(g, constants, rows, output);
    }
    if (g->moves && (!fast || g->kernel == 3)) {
        move_up(g, rows * g->stride);
    }
}

#else

#define prepare_rows(g, functions) ((void)(g), (void)(functions))
#define prepare_channel(g, constants) ((void)(g), (void)(constants))

static void compute_rows(const geometry *g, const channel_constants *constants, int32_t rows, int8_t *output)
{
    compute_slowly(g, constants, rows, output);
    if (g->moves) {
        move_up(g, rows * g->stride);
    }
}

#endif

static void compute_channel(geometry *g, const channel_constants *constants, int32_t channel)
{
    const mcunet_view *output = g->call->output;
    const mcunet_region region = g->call->region;
    const int32_t most = (g->band - g->kernel) / g->stride + 1;
    int8_t *target = mcunet_pixel(output, region.top, region.left) + channel;
    int32_t y = region.top * g->stride - g->call->operator_->pad_top, filled = 0;
    prepare_channel(g, constants);
    for (int32_t row = region.top, rows; row < region.bottom; row += rows) {
        rows = mcunet_min(region.bottom - row, most);
        const int32_t read = (rows - 1) * g->stride + g->kernel;
        fill_rows(g, filled, read, y + filled, channel);
        compute_rows(g, constants, rows, target);
        y += rows * g->stride;
        filled = g->kernel - g->stride;
        target += rows * output->row_stride;
    }
    if (g->limits.clamped) {
        mcunet_clamp_channel(g->call, channel);
    }
}

void mcunet_armv7em_depthwise_columns(const mcunet_kernel_call *call, const mcunet_row_functions *functions)
{
    const mcunet_region region = call->region;
    const uint8_t *stream = call->constants;
    geometry g;
    g.call = call;
    g.limits = mcunet_limits_of(call);
    g.kernel = call->operator_->kernel_height;
    g.stride = call->operator_->stride_height;
    g.outputs = region.right - region.left;
    g.columns = column_count(g.outputs, g.kernel, g.stride);
    g.band = band_rows(region.bottom - region.top, g.columns, g.kernel, g.stride);
    g.moves = g.kernel > 3 || (region.bottom - region.top - 1) * g.stride + g.kernel > g.band;
    g.words = call->scratch;
    g.row.step = call->output->channels;
    place_input(&g);
    prepare_rows(&g, functions);
    for (int32_t row = 0; row < g.band; row++) { /* columns of padding keep this value */
        pad_row(&g, row);
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

/* Of narrower regions the bands are higher, but not above BAND_WORDS. */
MCUNET_ONCE uint32_t mcunet_armv7em_depthwise_columns_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int32_t kernel = op->kernel_height, columns = column_count(extent->region_width, kernel, op->stride_width);
    const int32_t all = kernel == 3 ? (extent->region_height - 1) * op->stride_height : 0;
    const int32_t least = columns * (kernel + mcunet_min(all, LEAST_MORE));
    return (uint32_t)mcunet_max(least, mcunet_min(BAND_WORDS, columns * (kernel + all))) * 4u;
}
