/* SPDX-License-Identifier: MIT */
/*
 * CONV_2D for the ESP32-S3. A 1 x 1 window that fills whole or half vectors is read where it lies; other windows are first copied, a block
 * of them at a time, each to the beginning of a vector. What follows a window in its last vector meets weights of zero.
 *
 * Scratch: the windows of a block if they are copied, then, for long windows, the sums of their parts.
 */
#include "engine/operands.h"
#include "kernels/gather.h"
#include "conv_2d_windows.h"
#include "mcunet/operator.h"

#define COPIED_BYTES 2048 /* of windows in a block, or so: they are fewer than four only if there are no more */
#define FEWEST 4
#define MOST_SUMS 128    /* windows in a block that are not copied, if they are long; if they are not, a block is all */
#define SLACK PIE_VECTOR /* copying may write as much beyond the last window */

static int32_t window_bytes(const mcunet_operator *op, int32_t channels)
{
    return op->kernel_height * op->kernel_width * channels;
}

/* Whether the constants are laid out for windows that begin in the midst of a vector. */
static int has_halves(const mcunet_operator *op, int32_t channels)
{
    return op->kernel_height == 1 && op->kernel_width == 1 && op->pad_top == 0 && op->pad_left == 0 && op->stride_width == 1
           && channels % PIE_VECTOR == PIE_VECTOR / 2;
}

/*
 * Whether windows can be read where they lie: none is beyond the input, as some are of an output that is padded at its end. Rows and columns
 * are of whole tensors. Of one tap, what mcunet_reaches_outside asks takes eight instructions a call.
 */
static inline int reads_directly(const mcunet_operator *op, int32_t channels, int32_t rows, int32_t columns, int32_t output_rows,
                                 int32_t output_columns)
{
    return op->kernel_height == 1 && op->kernel_width == 1 && (channels % PIE_VECTOR == 0 || has_halves(op, channels)) && op->pad_top == 0
           && op->pad_left == 0 && (output_rows - 1) * op->stride_height < rows && (output_columns - 1) * op->stride_width < columns;
}

static int32_t vectors_of(const mcunet_operator *op, int32_t channels)
{
    return (window_bytes(op, channels) + PIE_VECTOR - 1) / PIE_VECTOR;
}

/* Windows in a block of copied ones. */
static int32_t copied_windows(int32_t vectors, int64_t all)
{
    const int32_t most = mcunet_max(FEWEST, COPIED_BYTES / PIE_VECTOR / vectors);
    return all < most ? (int32_t)all : most;
}

/* A region cut to blocks of whole rows where a row is short enough, or else of parts of a row. */
typedef struct {
    int32_t rows, columns;
} block_size;

static block_size cut(int32_t height, int32_t width, int32_t most)
{
    block_size size;
    const int32_t parts = (width + most - 1) / most;
    size.columns = (width + parts - 1) / parts;
    size.rows = parts > 1 ? 1 : mcunet_min(height, most / width);
    return size;
}

static void compute(mcunet_esp32s3_windows *w, const mcunet_view *output, const mcunet_region *block)
{
    w->rows = block->bottom - block->top;
    w->pixels = block->right - block->left;
    w->output = mcunet_pixel(output, block->top, block->left);
    if (w->pixels * w->output_step == w->output_row_step && w->pixels * w->input_step == w->input_row_step) {
        w->pixels *= w->rows; /* rows without gaps are one long row */
        w->rows = 1;
    }
    mcunet_esp32s3_conv_2d_windows(w);
}

/* Windows that are read where they lie. */
static __attribute__((noinline)) void compute_directly(const mcunet_kernel_call *call, mcunet_esp32s3_windows *w,
                                                       const mcunet_region *block)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    w->input = mcunet_pixel(input, block->top * op->stride_height, block->left * op->stride_width);
    w->input_step = op->stride_width * input->channels;
    w->input_row_step = op->stride_height * input->row_stride;
    compute(w, call->output, block);
}

/* Copies `rows` runs of `bytes`, and perhaps up to 15 more, to one place after another. */
static void copy_rows(pie *p, const int8_t *from, int32_t rows, int32_t row_stride, int32_t bytes, int8_t *to)
{
    if (rows == 1 || bytes % PIE_VECTOR == 0) {
        for (; rows > 0; rows--, from += row_stride) {
            const int8_t *next = pie_load_around(p, 0, from, PIE_VECTOR);
            for (int32_t left = bytes; left > 0; left -= PIE_VECTOR) {
                next = pie_load(p, 1, next, PIE_VECTOR);
                pie_align_on(p, 2, 0, 1);
                to = pie_store(p, 2, to, PIE_VECTOR);
            }
        }
        return;
    }
    for (; rows > 0; rows--, from += row_stride, to += bytes) {
        int32_t i = 0;
        do {
            pie_put_word(to + i, pie_word(from + i));
            i += 4;
        } while (i < bytes);
    }
}

/* The same of windows of three rows of at most `words` words, `step` and, where they go, `pitch` bytes apart. */
MCUNET_INLINE void copy_threes(const int words, const int8_t *from, int32_t row_stride, int32_t step, int32_t count, int32_t bytes,
                               int8_t *to, int32_t pitch)
{
    const int8_t *a = from, *b = a + row_stride, *c = b + row_stride;
    int8_t *d = to, *e = d + bytes, *f = e + bytes;
    for (; count > 0; count--, a += step, b += step, c += step, d += pitch, e += pitch, f += pitch) {
#pragma GCC unroll 3
        for (int i = 0; i < 4 * words; i += 4) {
            pie_put_word_at(d, i, pie_word_at(a, i));
        }
#pragma GCC unroll 3
        for (int i = 0; i < 4 * words; i += 4) {
            pie_put_word_at(e, i, pie_word_at(b, i));
        }
#pragma GCC unroll 3
        for (int i = 0; i < 4 * words; i += 4) {
            pie_put_word_at(f, i, pie_word_at(c, i));
        }
    }
}

/* Copies the windows of a row's outputs [left, right), `pitch` bytes apart. */
static void copy_windows(pie *p, const mcunet_kernel_call *call, int32_t y, int32_t left, int32_t right, int8_t *to, int32_t pitch)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const mcunet_taps rows = mcunet_row_taps(op, input, y);
    const int32_t row_bytes = op->kernel_width * input->channels, step = op->stride_width * input->channels;
    const int32_t room = input->width - 1 - (op->kernel_width - 1) * op->dilation_width + op->pad_left;
    const int contiguous = (op->kernel_width == 1 || op->dilation_width == 1) && rows.end - rows.begin == op->kernel_height;
    const int32_t begin = (mcunet_max(0, op->pad_left) + op->stride_width - 1) / op->stride_width;
    const int32_t end = room < 0 || !contiguous ? 0 : room / op->stride_width + 1; /* columns [begin, end) read inside the input */
    const int8_t *const row = input->data + (rows.first - input->top) * input->row_stride - (op->pad_left + input->left) * input->channels;
    for (int32_t x = left; x < right; x++, to += pitch) {
        if (x >= begin && x < end && op->kernel_height == 3 && row_bytes <= 12 && (row_bytes <= 4 || row_bytes > 8)) {
            const int32_t count = mcunet_min(right, end) - x, row_stride = op->dilation_height * input->row_stride;
            if (row_bytes <= 4) {
                copy_threes(1, row + x * step, row_stride, step, count, row_bytes, to, pitch);
            } else {
                copy_threes(3, row + x * step, row_stride, step, count, row_bytes, to, pitch);
            }
            x += count - 1;
            to += (count - 1) * pitch;
        } else if (x >= begin && x < end) {
            copy_rows(p, row + x * step, op->kernel_height, op->dilation_height * input->row_stride, row_bytes, to);
        } else {
            mcunet_gather(op, input, rows, mcunet_column_taps(op, input, x), 0, input->channels, to);
        }
    }
}

/* The windows of a block, copied to `to`. */
static void compute_copied(const mcunet_kernel_call *call, mcunet_esp32s3_windows *w, const mcunet_region *block, int8_t *to)
{
    pie p;
    PIE_CLEAR(&p);
    w->input = to;
    w->input_step = w->vectors * PIE_VECTOR;
    w->input_row_step = (block->right - block->left) * w->input_step;
    for (int32_t y = block->top; y < block->bottom; y++, to += w->input_row_step) {
        copy_windows(&p, call, y, block->left, block->right, to, w->input_step);
    }
    compute(w, call->output, block);
}

/* Block by block, since not all of the windows, or of their sums, have room. */
static __attribute__((noinline)) void compute_blocks(const mcunet_kernel_call *call, mcunet_esp32s3_windows *w, int direct)
{
    const mcunet_region region = call->region;
    const int32_t height = region.bottom - region.top, width = region.right - region.left;
    const int32_t most = direct ? MOST_SUMS : copied_windows(w->vectors, (int64_t)height * width);
    const block_size size = cut(height, width, most);
    int8_t *const scratch = call->scratch;
    w->sums = direct ? scratch : scratch + most * w->vectors * PIE_VECTOR + SLACK;
    mcunet_region block;
    for (block.top = region.top; block.top < region.bottom; block.top = block.bottom) {
        block.bottom = mcunet_min(region.bottom, block.top + size.rows);
        for (block.left = region.left; block.left < region.right; block.left = block.right) {
            block.right = mcunet_min(region.right, block.left + size.columns);
            if (direct) {
                compute_directly(call, w, &block);
            } else {
                compute_copied(call, w, &block, scratch);
            }
        }
    }
}

static void conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs, *output = call->output;
    const int direct = reads_directly(op, input->channels, input->height, input->width, output->height, output->width);
    mcunet_esp32s3_windows w;
    if (call->region.top >= call->region.bottom || call->region.left >= call->region.right) {
        return;
    }
    w.stream = call->constants;
    w.channels = output->channels;
    w.vectors = vectors_of(op, input->channels);
    w.output_step = output->channels;
    w.output_row_step = output->row_stride;
    w.halves = has_halves(op, input->channels);
    w.bounds = mcunet_esp32s3_bounds_of(call);
    if (direct && w.vectors <= MCUNET_ESP32S3_SHORT) {
        w.sums = NULL;
        compute_directly(call, &w, &call->region);
    } else {
        compute_blocks(call, &w, direct);
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int64_t all = (int64_t)extent->region_height * extent->region_width;
    const uint64_t vectors = mcunet_esp32s3_vectors((uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels);
    const int is_long = vectors > MCUNET_ESP32S3_SHORT;
    if (reads_directly(op, extent->input_channels, extent->input_height, extent->input_width, extent->output_height,
                       extent->output_width)) {
        return is_long ? 8u * (uint32_t)(all < MOST_SUMS ? all : MOST_SUMS) : 0;
    }
    const uint64_t windows = (uint64_t)copied_windows(vectors > INT32_MAX / PIE_VECTOR ? INT32_MAX / PIE_VECTOR : (int32_t)vectors, all);
    return mcunet_saturate_bytes(windows * vectors * PIE_VECTOR + SLACK + (is_long ? windows * 8u : 0));
}

static int covers(const mcunet_operator *op)
{
    return op->parameter == 1; /* group */
}

static MCUNET_ONCE uint64_t channel_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return mcunet_esp32s3_channel_bytes((uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels);
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return mcunet_saturate_bytes((uint32_t)extent->output_channels * channel_bytes(op, extent));
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_extent extent = mcunet_operator_extent(model, op);
    const uint8_t *stream = mcunet_constants(model, op);
    for (int32_t left = extent.output_channels; left > 0; left--, stream += channel_bytes(op, &extent)) {
        const mcunet_esp32s3_channel *channel = (const mcunet_esp32s3_channel *)(const void *)stream;
        if (channel->shift < 2 || channel->shift > MCUNET_ESP32S3_MAX_SHIFT + 1) {
            return 0;
        }
    }
    return 1;
}

const mcunet_kernel mcunet_esp32s3_conv_2d = {
    .kind = MCUNET_CONV_2D,
    .run = conv_2d,
    .covers = covers,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};
