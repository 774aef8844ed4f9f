/* SPDX-License-Identifier: MIT */
/*
 * CONV_2D for Xtensa with MAC16, from the same constants in the same scratch as conv_2d.c: one instruction a multiply-accumulate. Up to
 * 5 output pixels are computed together: their windows are put in scratch as 16-bit values once; then, for each output channel, its
 * weights are, and meet one window after the other. What the constants say of marked groups and of sums that begin with half a lane is
 * for kernels that add two products up in one word.
 */
#include "mac16.h"
#include "rv32.h"
#include "windows.h"

/* Windows of a block, side by side, after room for one channel's weights. */
typedef struct {
    uint32_t *weights;
    uint32_t *values;
    int32_t pixels, groups, masks;
} block;

static int16_t *put_bytes(const int8_t *from, int32_t bytes, int16_t *halves, int32_t *position)
{
    for (; bytes > 0; bytes--) {
        halves[MCUNET_MAC16_HALF(*position)] = *from++;
        if (++*position == GROUP) {
            *position = 0;
            halves += GROUP;
        }
    }
    return halves;
}

/* Puts a window in groups: first the whole groups of each row, then what is left of all; returns what follows. */
static int16_t *put_window(const walk *w, const int8_t *window, int32_t row_stride, int16_t *halves)
{
    const int32_t whole = w->row_bytes & -GROUP, rest = w->row_bytes - whole;
    const int8_t *row = window;
    for (int32_t left = w->call->operator_->kernel_height; left > 0; left--, row += row_stride) {
        for (const int8_t *from = row, *const end = row + whole; from != end; from += GROUP, halves += GROUP) {
#pragma GCC unroll 4
            for (int32_t i = 0; i < GROUP; i++) {
                halves[MCUNET_MAC16_HALF(i)] = from[i];
            }
        }
    }
    if (rest == 0) {
        return halves;
    }
    int32_t position = 0;
    row = window + whole;
    for (int32_t left = w->call->operator_->kernel_height; left > 0; left--, row += row_stride) {
        halves = put_bytes(row, rest, halves, &position);
    }
    while (position != 0) {
        halves = put_bytes(&(int8_t){0}, 1, halves, &position);
    }
    return halves;
}

/* Requantises and stores the sums of one channel. */
static inline void store(const block *b, const uint32_t *sums, mcunet_rv32_scale scale, const mcunet_rv32_limits *limits, int8_t *output,
                         int32_t step)
{
    const mcunet_rv32_limits copy = *limits; /* which stores of outputs cannot alias */
    if (!copy.rectified) {
        mcunet_rv32_store(sums, b->pixels, &scale, limits, output, step);
        return;
    }
    for (const uint32_t *const end = sums + b->pixels; sums != end; output += step) {
        *output = (int8_t)mcunet_rv32_rectify(*sums++, scale, copy);
    }
}

/* Computes every output channel of the block's pixels. */
static void compute(const block *b, const uint8_t *stream, const mcunet_rv32_limits *limits, int8_t *output, int32_t channels)
{
    for (int32_t channel = 0; channel < channels; channel += 2) {
        const mcunet_rv32_channel_pair *constants = (const mcunet_rv32_channel_pair *)(const void *)stream;
        const uint32_t *pair = (const uint32_t *)(const void *)(stream + sizeof *constants) + b->masks;
        stream = (const uint8_t *)(pair + 2 * b->groups);
        for (int32_t which = 0; which < mcunet_min(2, channels - channel); which++) {
            uint32_t *group = b->weights;
            for (const uint32_t *from = pair + which, *const end = from + 2 * b->groups; from != end;
                 from += 2, group += MCUNET_MAC16_WORDS) {
                mcunet_mac16_widen(*from, group);
            }
            uint32_t sums[2 * MCUNET_RV32_MAX_PAIRS - 1];
            const uint32_t *values = b->values, bias = constants->bias[which];
            for (int32_t pixel = 0; pixel < b->pixels; pixel++) {
                values = mcunet_mac16_dot(values, b->weights, b->groups, &sums[pixel]);
                sums[pixel] += bias;
            }
            const mcunet_rv32_scale scale = mcunet_rv32_scale_of(constants->multiplier[which], constants->shift[which], limits->zero_point);
            store(b, sums, scale, limits, output + channel + which, channels);
        }
    }
}

static void conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    const mcunet_rv32_limits limits = mcunet_rv32_limits_of(call);
    const int32_t channels = call->output->channels, height = region.bottom - region.top, width = region.right - region.left;
    if (height <= 0 || width <= 0) {
        return;
    }
    const int together = width * channels == call->output->row_stride; /* rows without gaps are one long row */
    const int32_t run = together ? height * width : width;
    const int32_t most = (mcunet_min(height * width, MAX_PIXELS) + 1) / 2 * 2 - 1; /* pixels that scratch has room for beside the weights */
    walk w = begin_walk(call);
    block b;
    b.groups = w.groups;
    b.masks = (int32_t)(mcunet_rv32_mask_bytes((uint32_t)w.groups) / 4);
    b.weights = w.lanes;
    b.values = b.weights + MCUNET_MAC16_WORDS * b.groups;
    for (int32_t y = region.top; y < region.bottom; y += run / width) {
        int8_t *output = mcunet_pixel(call->output, y, region.left);
        for (int32_t left = run; left > 0; left -= b.pixels, output += b.pixels * channels) {
            int16_t *halves = (int16_t *)(void *)b.values;
            b.pixels = mcunet_min(left, most);
            for (int32_t pixel = 0; pixel < b.pixels; pixel++) {
                int32_t row_stride;
                const int8_t *window = find_window(&w, w.gathered, &row_stride);
                halves = put_window(&w, window, row_stride, halves);
                step_pixel(&w);
            }
            compute(&b, call->constants, &limits, output, channels);
        }
    }
}

/* Whatever its constants say, the kernel computes something. */
const mcunet_kernel mcunet_rv32_conv_2d_mac16 = {
    .kind = MCUNET_CONV_2D,
    .run = conv_2d,
    .covers = mcunet_rv32_conv_2d_covers,
    .scratch_bytes = mcunet_rv32_conv_2d_scratch_bytes,
    .constants_bytes = mcunet_rv32_conv_2d_constants_bytes,
};
