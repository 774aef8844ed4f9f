/* SPDX-License-Identifier: MIT */
/*
 * CONV_2D for Armv7E-M. Three output pixels are computed together: their input bytes are widened to int16 once, in scratch, then meet
 * the weights of two output channels at a time. 24 multiply-accumulates take 17 instructions.
 *
 * Both sides go through a window's bytes four by four (a group). The constants are one stream, as FORMAT.md says. A half-word of weights
 * holds a + 256 b for channels a and b, so that one SMLAD of it adds up both: what is left after subtracting the sum of a is 256 times b's.
 * Scratch: for every group, bytes 0 and 2 of each pixel as a pair of int16, then bytes 1 and 3 of each; then the gathered windows.
 */
#include "armv7em.h"
#include "conv_2d_block.h"
#include "engine/operands.h"
#include "kernels/dsp.h"
#include "kernels/gather.h"
#include "kernels/view.h"
#include "mcunet/operator.h"
#include "requantise.h"

#define PIXELS MCUNET_CONV_PIXELS

/* Groups of one window, filled up to whole ones. */
static int32_t group_count(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_height * op->kernel_width * channels + 3) / 4;
}

/* Whether a window inside the input can be widened where it lies: its rows are whole groups. */
static int reads_directly(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_width == 1 || op->dilation_width == 1) && op->kernel_width * channels % 4 == 0;
}

/* Pixels computed together where the whole output has so many; small regions are no reason for less, or for making them small. */
static int32_t pixels_together(int64_t pixels)
{
    return pixels < PIXELS ? 1 : PIXELS;
}

/* The windows of the pixels that are computed together: `rows` rows of `groups` groups each. */
typedef struct {
    const int8_t *source[PIXELS];
    int32_t row_stride[PIXELS];
    int32_t rows, groups;
} windows;

/* Widens the windows of `pixels` pixels. */
MCUNET_INLINE void widen(const windows *window, uint32_t *target, int32_t pixels)
{
    for (int32_t row = 0; row < window->rows; row++) {
        for (int32_t group = 0; group < window->groups; group++, target += 2 * pixels) {
            for (int32_t i = 0; i < pixels; i++) {
                const uint32_t word = mcunet_load_word(window->source[i] + row * window->row_stride[i] + group * 4);
                target[i] = mcunet_even_bytes(word);
                target[pixels + i] = mcunet_odd_bytes(word);
            }
        }
    }
}

#if MCUNET_HAS_DSP
/* widen(..., 3) */
MCUNET_INLINE void widen_3(const windows *window, uint32_t *target)
{
    const int8_t *source0 = window->source[0], *source1 = window->source[1], *source2 = window->source[2];
    for (int32_t row = window->rows;;) {
        const int8_t *s0 = source0, *s1 = source1, *s2 = source2;
        int32_t groups = window->groups;
        __asm__ volatile("1:\n"
                         "ldr r3, [%[s0]], #4\n ldr r4, [%[s1]], #4\n ldr r5, [%[s2]], #4\n"
                         "sxtb16 r0, r3\n sxtb16 r1, r4\n sxtb16 r2, r5\n"
                         "sxtb16 r3, r3, ror #8\n sxtb16 r4, r4, ror #8\n sxtb16 r5, r5, ror #8\n"
                         "stm %[t]!, {r0, r1, r2, r3, r4, r5}\n"
                         "subs %[n], #1\n bne 1b\n"
                         : [s0] "+r"(s0), [s1] "+r"(s1), [s2] "+r"(s2), [t] "+r"(target), [n] "+r"(groups)
                         :
                         : "r0", "r1", "r2", "r3", "r4", "r5", "cc", "memory");
        if (--row == 0) {
            return;
        }
        source0 += window->row_stride[0];
        source1 += window->row_stride[1];
        source2 += window->row_stride[2];
    }
}
#else
#define widen_3(window, target) widen(window, target, 3)
#endif

/* The next output pixel, and the input under it. */
typedef struct {
    const mcunet_kernel_call *call;
    int32_t y, x;
    int32_t left; /* pixels of the region */
    int32_t groups, directly;
    int32_t row_stride;               /* of the input, from tap to tap */
    int32_t step, channels;           /* bytes from pixel to pixel: under the first tap, and of the output */
    int32_t inside_begin, inside_end; /* columns of the output whose windows lie between the input's sides */
    int32_t together_end;             /* columns at which three such windows begin, all inside the input */
    mcunet_taps rows;
    int rows_inside;
    const int8_t *source; /* under the first tap, wherever that is */
    int8_t *output, *gathered;
} walk;

static MCUNET_SMALL void begin_row(walk *w)
{
    const mcunet_kernel_call *call = w->call;
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    w->x = call->region.left;
    w->rows = mcunet_row_taps(op, input, w->y);
    w->rows_inside = w->rows.end - w->rows.begin == op->kernel_height;
    w->together_end = w->rows_inside ? mcunet_min(w->inside_end, call->region.right) - (PIXELS - 1) : 0;
    w->source = input->data + (w->rows.first - input->top) * input->row_stride
                + (w->x * op->stride_width - op->pad_left - input->left) * input->channels;
    w->output = mcunet_pixel(call->output, w->y, w->x);
}

static walk begin_walk(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const mcunet_region region = call->region;
    const int32_t last = input->width - 1 - (op->kernel_width - 1) * op->dilation_width + op->pad_left;
    walk w;
    w.call = call;
    w.y = region.top;
    w.left = (region.bottom - region.top) * (region.right - region.left);
    w.groups = group_count(op, input->channels);
    w.directly = reads_directly(op, input->channels);
    w.row_stride = op->dilation_height * input->row_stride;
    w.step = op->stride_width * input->channels;
    w.channels = call->output->channels;
    w.inside_begin = (mcunet_max(0, op->pad_left) + op->stride_width - 1) / op->stride_width;
    w.inside_end = last < 0 ? 0 : last / op->stride_width + 1;
    begin_row(&w);
    return w;
}

static void advance(walk *w, int32_t pixels)
{
    w->left -= pixels;
    w->x += pixels;
    w->source += pixels * w->step;
    w->output += pixels * w->channels;
    if (w->x == w->call->region.right && w->left > 0) {
        w->y++;
        begin_row(w);
    }
}

/* Copies `rows` rows of `run` bytes, at least four. */
MCUNET_INLINE void copy_rows(const int8_t *source, int32_t row_stride, int32_t rows, int32_t run, int8_t *target)
{
    const int32_t last = run - 4;
    for (; rows > 0; rows--, source += row_stride, target += run) {
        for (int32_t i = 0; i < last; i += 4) {
            mcunet_store_word(target + i, mcunet_load_word(source + i));
        }
        mcunet_store_word(target + last, mcunet_load_word(source + last)); /* over what is there already, if need be */
    }
}

#define RGB_RUN 9 /* bytes: 3 pixels of a picture, in whose rows the first layer's windows lie */

static void gather(const walk *w, int inside, const int8_t *source, int32_t x, int8_t *gathered)
{
    const mcunet_operator *op = w->call->operator_;
    const mcunet_view *input = w->call->inputs;
    const int32_t run = op->dilation_width == 1 && inside ? op->kernel_width * input->channels : 0;
    if (run == RGB_RUN) {
        copy_rows(source, w->row_stride, op->kernel_height, RGB_RUN, gathered);
    } else if (run >= 4) {
        copy_rows(source, w->row_stride, op->kernel_height, run, gathered);
    } else {
        mcunet_gather(op, input, w->rows, mcunet_column_taps(op, input, x), 0, input->channels, gathered);
    }
}

/* Places one window, which is at the walk's or further right in its row. */
MCUNET_INLINE void place(const walk *w, int32_t ahead, int inside, windows *window, int32_t i)
{
    const int8_t *source = w->source + ahead * w->step;
    if (w->directly && inside) {
        window->source[i] = source;
        window->row_stride[i] = w->row_stride;
    } else {
        window->source[i] = w->gathered + i * w->groups * 4;
        window->row_stride[i] = window->groups * 4;
        gather(w, inside, source, w->x + ahead, w->gathered + i * w->groups * 4);
    }
}

/* Finds the windows of the next `pixels` pixels and their outputs; beyond the last pixel that one again. */
MCUNET_INLINE void next_pixels(walk *w, windows *window, int8_t **outputs, int32_t pixels)
{
    if (pixels == PIXELS && w->x >= w->inside_begin && w->x < w->together_end) {
        for (int32_t i = 0; i < PIXELS; i++) {
            outputs[i] = w->output + i * w->channels;
            place(w, i, 1, window, i);
        }
        advance(w, PIXELS);
        return;
    }
    int ended = 0;
    for (int32_t i = 0; i < pixels; i++) {
        outputs[i] = w->output;
        place(w, 0, w->rows_inside && w->x >= w->inside_begin && w->x < w->inside_end, window, i);
        ended = w->left == 1;
        if (!ended) {
            advance(w, 1);
        }
    }
    w->left = ended ? 0 : w->left;
}

/* Channel by channel what the block leaves: all of them for a single pixel, or the last one when it is no pair. */
static void compute_pairs(const mcunet_conv_block *block, int32_t pixels, int32_t channel, int32_t channels)
{
    const int8_t *stream = block->stream;
    for (; channel < channels; channel += 2) {
        const int8_t *next = stream;
        for (int32_t i = 0; i < pixels; i++) {
            int8_t pair[2];
            next = mcunet_conv_2d_pair(stream, block->column + i, pixels, block->groups, block->twice_zero_point, pair);
            memcpy(block->output[i] + channel, pair, channel + 1 < channels ? 2 : 1);
        }
        stream = next;
    }
}

/* Computes `pixels` pixels at a time while at least `least` are left. */
MCUNET_INLINE void compute(walk *w, uint32_t *column, const mcunet_limits *limits, int32_t pixels, int32_t least)
{
    const mcunet_kernel_call *call = w->call;
    const int32_t channels = call->output->channels, paired = pixels == PIXELS ? channels & ~1 : 0;
    const uint32_t pair_bytes = (uint32_t)mcunet_armv7em_pair_bytes((uint32_t)w->groups * 4);
    windows window;
    mcunet_conv_block block;
    window.rows = w->directly ? call->operator_->kernel_height : 1;
    window.groups = w->directly ? call->operator_->kernel_width * call->inputs->channels / 4 : w->groups;
    block.column = column;
    block.twice_zero_point = 2 * limits->zero_point + 1;
    block.groups = w->groups;
    while (w->left >= least) {
        next_pixels(w, &window, block.output, pixels);
        block.output_end = block.output[0] + paired;
        block.stream = (const int8_t *)call->constants;
        if (pixels == PIXELS) {
            widen_3(&window, column);
        } else {
            widen(&window, column, 1);
        }
        if (paired > 0) {
            mcunet_conv_2d_block(&block);
        }
        if (paired < channels) {
            block.stream += pair_bytes * (uint32_t)(paired / 2);
            compute_pairs(&block, pixels, paired, channels);
        }
        for (int32_t i = 0; limits->clamped && i < pixels; i++) {
            mcunet_clamp_run(limits, block.output[i], channels);
        }
    }
}

static void conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_limits limits = mcunet_limits_of(call);
    uint32_t *column = call->scratch;
    walk w = begin_walk(call);
    const int32_t pixels = pixels_together((int64_t)call->output->height * call->output->width);
    w.gathered = (int8_t *)(column + 2 * pixels * w.groups);
    if (pixels == PIXELS) { /* a last one alone is faster for itself than with itself */
        compute(&w, column, &limits, PIXELS, 2);
    }
    compute(&w, column, &limits, 1, 1);
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t groups = ((uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels + 3) / 4;
    const int direct = !mcunet_reaches_outside(op, extent) && reads_directly(op, extent->input_channels);
    const int32_t pixels = pixels_together((int64_t)extent->output_height * extent->output_width);
    return mcunet_saturate_bytes(groups * (direct ? 8 : 12) * (uint32_t)pixels);
}

static int covers(const mcunet_operator *op)
{
    return op->parameter == 1; /* group */
}

static MCUNET_ONCE uint64_t window_bytes(const mcunet_operator *op, int32_t inputs)
{
    return (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)inputs;
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t pairs = ((uint32_t)extent->output_channels + 1u) / 2u;
    return mcunet_saturate_bytes(pairs * mcunet_armv7em_pair_bytes(window_bytes(op, extent->input_channels)));
}

/* Whether the kernel can apply every pair's shifts. */
static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const uint8_t *constants = mcunet_constants(model, op);
    const uint32_t bytes = (uint32_t)mcunet_armv7em_pair_bytes(window_bytes(op, mcunet_input_tensor(model, op, 0)->channels));
    for (int32_t left = mcunet_output_tensor(model, op)->channels; left > 0; left -= 2, constants += bytes) {
        const mcunet_conv_scales *scales = (const mcunet_conv_scales *)(const void *)(constants + bytes - sizeof *scales);
        if (scales->shifts[0] < 1 || scales->shifts[0] > MCUNET_CONV_MAX_SHIFT || scales->shifts[1] < 1
            || scales->shifts[1] > MCUNET_CONV_MAX_SHIFT) {
            return 0;
        }
    }
    return 1;
}

const mcunet_kernel mcunet_armv7em_conv_2d = {
    .kind = MCUNET_CONV_2D,
    .run = conv_2d,
    .covers = covers,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};
