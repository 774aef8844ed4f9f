/*
 * CONV_2D for Armv7E-M. Up to 3 output pixels are computed together: their input bytes are widened to int16 once, in scratch, then meet
 * the weights of two output channels at a time. 24 multiply-accumulates take 19 instructions.
 *
 * Both sides go through a window's bytes four by four (a group). The constants are one stream, as FORMAT.md says: for each pair of
 * channels a, b their biases, then for every group the weights a0 b0 a2 b2 a1 b1 a3 b3, then their multipliers and shifts.
 * Scratch: for every group, bytes 0 and 2 of each pixel as a pair of int16, then bytes 1 and 3 of each.
 */
#include "../gather.h"
#include "armv7em.h"
#include "conv_2d_block.h"
#include "dsp.h"
#include "requantise.h"

#define PIXELS 3 /* computed together */

/* Bytes of one window, filled up to whole groups. */
static int32_t group_count(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_height * op->kernel_width * channels + 3) / 4;
}

/* Whether a window inside the input can be widened where it lies: its rows are whole groups. */
static int reads_directly(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_width == 1 || op->dilation_width == 1) && op->kernel_width * channels % 4 == 0;
}

/* Widens `groups` groups of each pixel, whose bytes are `step` apart, to `target`; returns where the next group goes. */
MCUNET_INLINE uint32_t *widen(const int8_t *source, int32_t step, int32_t groups, uint32_t *target, int32_t pixels)
{
    for (; groups > 0; groups--, source += 4, target += 2 * pixels) {
#pragma GCC unroll 3
        for (int32_t i = 0; i < pixels; i++) {
            const uint32_t word = mcunet_load_word(source + i * step);
            target[i] = mcunet_even_bytes(word);
            target[pixels + i] = mcunet_odd_bytes(word);
        }
    }
    return target;
}

#if MCUNET_HAS_DSP
/* widen(..., 3); at least one group. */
MCUNET_INLINE uint32_t *widen_3(const int8_t *source, int32_t step, int32_t groups, uint32_t *target)
{
    const int8_t *source1 = source + step, *source2 = source1 + step;
    __asm__ volatile("1:\n"
                     "ldr r3, [%[s0]], #4\n ldr r4, [%[s1]], #4\n ldr r5, [%[s2]], #4\n"
                     "sxtb16 r0, r3\n sxtb16 r1, r4\n sxtb16 r2, r5\n"
                     "sxtb16 r3, r3, ror #8\n sxtb16 r4, r4, ror #8\n sxtb16 r5, r5, ror #8\n"
                     "stm %[t]!, {r0, r1, r2, r3, r4, r5}\n"
                     "subs %[n], #1\n bne 1b\n"
                     : [s0] "+r"(source), [s1] "+r"(source1), [s2] "+r"(source2), [t] "+r"(target), [n] "+r"(groups)
                     :
                     : "r0", "r1", "r2", "r3", "r4", "r5", "cc", "memory");
    return target;
}
#else
#define widen_3(source, step, groups, target) widen(source, step, groups, target, 3)
#endif

/* The next output pixel of a row, and the input rows under it. */
typedef struct {
    const mcunet_kernel_call *call;
    int32_t x;
    mcunet_taps rows;
    int rows_inside;
    const int8_t *source; /* input row rows.first, column 0 */
    int8_t *output, *gathered;
} walk;

static void begin_row(walk *w, int32_t y)
{
    const mcunet_kernel_call *call = w->call;
    const mcunet_view *input = call->inputs;
    w->x = call->region.left;
    w->rows = mcunet_row_taps(call->operator_, input, y);
    w->rows_inside = w->rows.end - w->rows.begin == call->operator_->kernel_height;
    w->source = input->data + (w->rows.first - input->top) * input->row_stride - input->left * input->channels;
    w->output = mcunet_pixel(call->output, y, w->x);
}

/* Widens the windows of the next `pixels` pixels. */
MCUNET_INLINE void widen_windows(walk *w, uint32_t *target, int32_t pixels)
{
    const mcunet_operator *op = w->call->operator_;
    const mcunet_view *input = w->call->inputs;
    const int32_t channels = input->channels, first = w->x * op->stride_width - op->pad_left;
    const int32_t last = first + (pixels - 1) * op->stride_width + (op->kernel_width - 1) * op->dilation_width;
    const int inside = w->rows_inside && first >= 0 && last < input->width;
    const int8_t *source = w->source + first * channels;
    int32_t step = op->stride_width * channels, groups = group_count(op, channels), rows = 1;
    const int32_t row_stride = op->dilation_height * input->row_stride;
    if (inside && reads_directly(op, channels)) {
        rows = op->kernel_height;
        groups = op->kernel_width * channels / 4;
    } else {
        int8_t *gathered = w->gathered;
        for (int32_t i = 0; i < pixels; i++, gathered += groups * 4) {
            if (inside && op->dilation_width == 1) {
                mcunet_gather_runs(source + i * step, op->kernel_height, row_stride, op->kernel_width * channels, gathered);
            } else {
                mcunet_gather(op, input, w->rows, mcunet_column_taps(op, input, w->x + i), 0, channels, gathered);
            }
        }
        source = w->gathered;
        step = groups * 4;
    }
    for (; rows > 0; rows--, source += row_stride) {
        target = pixels == 3 ? widen_3(source, step, groups, target) : widen(source, step, groups, target, pixels);
    }
    w->x += pixels;
    w->output += pixels * w->call->output->channels;
}

/* Adds up one pair of channels x `pixels` pixels: sums of channel a, then of b. Returns the weights of the next pair. */
MCUNET_INLINE const int8_t *multiply(const int8_t *weights, const uint32_t *column, int32_t groups, int32_t *sums, int32_t pixels)
{
    for (int32_t half = 0; half < 2 * groups; half++, weights += 4, column += pixels) {
        const uint32_t word = mcunet_load_word(weights);
        const uint32_t a = mcunet_even_bytes(word), b = mcunet_odd_bytes(word);
#pragma GCC unroll 3
        for (int32_t i = 0; i < pixels; i++) {
            sums[i] = mcunet_smlad(a, column[i], sums[i]);
            sums[pixels + i] = mcunet_smlad(b, column[i], sums[pixels + i]);
        }
    }
    return weights;
}

#if MCUNET_HAS_DSP

#define GROUP_2                                                                                                          \
    "ldrd %[wa], %[wb], [%[w]], #8\n"                                                                                    \
    "ldm %[x]!, {r0, r1, r2, r3}\n"                                                                                      \
    "sxtb16 %[t], %[wa]\n smlad %[a0], %[t], r0, %[a0]\n smlad %[a1], %[t], r1, %[a1]\n"                                 \
    "sxtb16 %[t], %[wa], ror #8\n smlad %[b0], %[t], r0, %[b0]\n smlad %[b1], %[t], r1, %[b1]\n"                         \
    "sxtb16 %[t], %[wb]\n smlad %[a0], %[t], r2, %[a0]\n smlad %[a1], %[t], r3, %[a1]\n"                                 \
    "sxtb16 %[t], %[wb], ror #8\n smlad %[b0], %[t], r2, %[b0]\n smlad %[b1], %[t], r3, %[b1]\n"

/* Groups four by four while any are left before `unrolled`, then one by one until `end`. */
#define ALL_GROUPS(group)                                                            \
    "b 2f\n"                                                                         \
    "1:\n" group group group group                                                   \
    "2:\n ldr %[t], %[unrolled]\n cmp %[x], %[t]\n bne 1b\n"                         \
    "b 4f\n"                                                                         \
    "3:\n" group                                                                     \
    "4:\n ldr %[t], %[end]\n cmp %[x], %[t]\n bne 3b\n"

/* multiply(..., 2) */
MCUNET_INLINE const int8_t *multiply_2(const int8_t *weights, const uint32_t *column, int32_t groups, int32_t *sums)
{
    const uint32_t *const end = column + 4 * groups, *const unrolled = column + 4 * (groups & ~3);
    uint32_t wa, wb, t;
    __asm__ volatile(ALL_GROUPS(GROUP_2)
                     : [a0] "+r"(sums[0]), [a1] "+r"(sums[1]), [b0] "+r"(sums[2]), [b1] "+r"(sums[3]), [w] "+r"(weights),
                       [x] "+r"(column), [wa] "=&r"(wa), [wb] "=&r"(wb), [t] "=&r"(t)
                     : [end] "m"(end), [unrolled] "m"(unrolled)
                     : "r0", "r1", "r2", "r3", "cc", "memory");
    return weights;
}

#else
#define multiply_2(weights, column, groups, sums) multiply(weights, column, groups, sums, 2)
#endif

/* Output pixels that are computed together: channel 0 of the first, and the bytes to the next. */
typedef struct {
    const uint32_t *column;
    int8_t *output;
    int32_t step, channels, groups;
    int slow; /* whether any pair is beyond mcunet_conv_2d_block */
} block;

/* What follows the weights of a pair of channels. */
typedef struct {
    int32_t multipliers[2];
    int8_t shifts[4]; /* two, and zeros */
} scales;

/* Bytes of the stream that belong to one pair of channels. */
static int32_t pair_bytes(int32_t groups)
{
    return 8 + 8 * groups + (int32_t)sizeof(scales);
}

/* One pair of channels of the pixels whose windows are in the column; the last pair may be one channel and zeros. */
MCUNET_INLINE void compute_pair(const int8_t *stream, const mcunet_limits *limits, const block *b, int32_t channel, int32_t pixels)
{
    int8_t *output = b->output + channel;
    int32_t sums[2 * PIXELS];
#pragma GCC unroll 3
    for (int32_t i = 0; i < pixels; i++) {
        sums[i] = (int32_t)mcunet_load_word(stream);
        sums[pixels + i] = (int32_t)mcunet_load_word(stream + 4);
    }
    stream += 8;
    stream = pixels == 2 ? multiply_2(stream, b->column, b->groups, sums) : multiply(stream, b->column, b->groups, sums, pixels);
    const scales *s = (const scales *)(const void *)stream;
    mcunet_scale_all(sums, pixels, s->multipliers[0], s->shifts[0], limits);
    mcunet_scale_all(sums + pixels, pixels, s->multipliers[1], s->shifts[1], limits);
#pragma GCC unroll 3
    for (int32_t i = 0; i < pixels; i++) {
        output[i * b->step] = (int8_t)sums[i];
    }
    if (channel + 1 < b->channels) {
#pragma GCC unroll 3
        for (int32_t i = 0; i < pixels; i++) {
            output[i * b->step + 1] = (int8_t)sums[pixels + i];
        }
    }
}

MCUNET_INLINE void compute_channels(const int8_t *stream, mcunet_limits limits, block b, int32_t pixels)
{
    for (int32_t channel = 0; channel < b.channels; channel += 2, stream += pair_bytes(b.groups)) {
        compute_pair(stream, &limits, &b, channel, pixels);
    }
}

#if MCUNET_HAS_DSP

/* Whether the pair's scales are beyond mcunet_conv_2d_block. */
static int is_slow(const int8_t *stream, int32_t groups)
{
    const scales *s = (const scales *)(const void *)(stream + 8 + 8 * groups);
    return !mcunet_is_fast(s->shifts[0]) || !mcunet_is_fast(s->shifts[1]);
}

static int has_slow_pairs(const int8_t *stream, int32_t channels, int32_t groups)
{
    int slow = channels % 2;
    for (int32_t channel = 0; channel < channels && !slow; channel += 2, stream += pair_bytes(groups)) {
        slow = is_slow(stream, groups);
    }
    return slow;
}

/* Computes the pairs again that the block got wrong, and the last one when it is no pair. */
static __attribute__((noinline)) void correct_slow_pairs(const int8_t *stream, const mcunet_limits *limits, const block *b)
{
    for (int32_t channel = 0; channel < b->channels; channel += 2, stream += pair_bytes(b->groups)) {
        if (channel + 1 == b->channels || is_slow(stream, b->groups)) {
            compute_pair(stream, limits, b, channel, 3);
        }
    }
}

static void clamp(const mcunet_limits *limits, int8_t *output, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        output[i] = (int8_t)mcunet_clamp(output[i], limits->low, limits->high);
    }
}

static void compute_3(const int8_t *stream, const mcunet_limits *limits, const block *b)
{
    const mcunet_conv_block pairs = {b->column, b->column + 6 * (b->groups & ~3), b->column + 6 * b->groups,
                                     2 * limits->zero_point + 1, b->output, b->step, b->output + (b->channels & ~1), stream};
    if (b->channels > 1) {
        mcunet_conv_2d_block(&pairs);
    }
    if (b->slow) {
        correct_slow_pairs(stream, limits, b);
    }
    if (limits->clamped) {
        clamp(limits, b->output, 3 * b->channels);
    }
}

#else

#define has_slow_pairs(stream, channels, groups) 0

static void compute_3(const int8_t *stream, const mcunet_limits *limits, const block *b)
{
    compute_channels(stream, *limits, *b, 3);
}

#endif

static __attribute__((noinline)) void compute_2(const int8_t *stream, const mcunet_limits *limits, const block *b)
{
    compute_channels(stream, *limits, *b, 2);
}

static __attribute__((noinline)) void compute_1(const int8_t *stream, const mcunet_limits *limits, const block *b)
{
    compute_channels(stream, *limits, *b, 1);
}

/* Computes the next `pixels` pixels of the walk's row. */
MCUNET_INLINE void compute_next(walk *w, uint32_t *column, const mcunet_limits *limits, int32_t groups, int slow, int32_t pixels)
{
    const int32_t channels = w->call->output->channels;
    const int8_t *stream = (const int8_t *)w->call->constants;
    const block b = {column, w->output, channels, channels, groups, slow};
    widen_windows(w, column, pixels);
    if (pixels == 3) {
        compute_3(stream, limits, &b);
    } else if (pixels == 2) {
        compute_2(stream, limits, &b);
    } else {
        compute_1(stream, limits, &b);
    }
}

void mcunet_armv7em_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    const mcunet_limits limits = mcunet_limits_of(call);
    const int32_t groups = group_count(call->operator_, call->inputs->channels);
    const int slow = has_slow_pairs((const int8_t *)call->constants, call->output->channels, groups);
    uint32_t *column = call->scratch;
    walk w;
    w.call = call;
    w.gathered = (int8_t *)(column + 2 * mcunet_min(region.right - region.left, PIXELS) * groups);

    for (int32_t y = region.top; y < region.bottom; y++) {
        int32_t left = region.right - region.left;
        begin_row(&w, y);
        for (; left >= 3 && left != 4; left -= 3) {
            compute_next(&w, column, &limits, groups, slow, 3);
        }
        for (; left >= 2; left -= 2) {
            compute_next(&w, column, &limits, groups, slow, 2);
        }
        if (left > 0) {
            compute_next(&w, column, &limits, groups, slow, 1);
        }
    }
}

uint32_t mcunet_armv7em_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t groups = ((uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels + 3) / 4;
    const int direct = !mcunet_reaches_outside(op, extent) && reads_directly(op, extent->input_channels);
    const int32_t pixels = mcunet_min(PIXELS, extent->region_width);
    return mcunet_saturate_bytes(groups * (direct ? 8 : 12) * (uint32_t)pixels);
}
