/* SPDX-License-Identifier: MIT */
/*
 * CONV_2D for RV32. Up to 6 output pixels are computed together: their input bytes are put in pairs of lanes once, in scratch, then
 * meet the weights of two output channels at a time; see conv_2d_block.c.
 *
 * Scratch: the lanes of a block, then, where windows cannot be read in place, the bytes of two windows.
 */
#include "rv32.h"
#include "windows.h"

/* One pair of windows; the rows of one are equally far apart. */
typedef struct {
    const int8_t *first, *second;
    int32_t first_stride, second_stride;
} window_pair;

MCUNET_INLINE uint32_t lane_pair(const int8_t *first, const int8_t *second)
{
    return (uint32_t)(int32_t)*first + ((uint32_t)(int32_t)*second << 16);
}

/* Bytes of rows that make no whole group. */
static void put_rests(const walk *w, window_pair pair, int32_t begin, uint32_t *lanes, int32_t step)
{
    int32_t left = GROUP; /* until the next group */
    for (int32_t row = w->call->operator_->kernel_height; row > 0; row--) {
        for (int32_t i = begin; i < w->row_bytes; i++) {
            *lanes++ = lane_pair(pair.first + i, pair.second + i);
            if (--left == 0) {
                left = GROUP;
                lanes += step - GROUP;
            }
        }
        pair.first += pair.first_stride;
        pair.second += pair.second_stride;
    }
}

/* Puts a pair of windows in lanes, `step` words from group to group: first the whole groups of each row, then what is left of all. */
static void put_windows(const walk *w, window_pair pair, uint32_t *lanes, int32_t step)
{
    const int32_t whole = w->row_bytes & -GROUP;
    window_pair next = pair;
    for (int32_t row = w->call->operator_->kernel_height; row > 0; row--) {
        const int8_t *first = next.first, *second = next.second, *const end = first + whole;
        for (; first != end; first += GROUP, second += GROUP, lanes += step) {
#pragma GCC unroll 4
            for (int32_t i = 0; i < GROUP; i++) {
                lanes[i] = lane_pair(first + i, second + i);
            }
        }
        next.first += next.first_stride;
        next.second += next.second_stride;
    }
    if (whole != w->row_bytes) {
        put_rests(w, pair, whole, lanes, step);
    }
}

/* Puts the windows of the next `pixels` pixels in lanes; an odd last one stands twice in its pair. */
static void fill_lanes(walk *w, int32_t pixels)
{
    const int32_t step = (pixels + 1) / 2 * GROUP;
    uint32_t *lanes = w->lanes;
    const int inside = w->rows_inside && w->x >= w->begin && w->x + pixels <= mcunet_min(w->end, w->call->region.right);
    if (inside) {
        window_pair pair = {w->source + w->x * w->step, NULL, w->row_stride, w->row_stride};
        for (int32_t left = pixels; left > 0; left -= 2, lanes += GROUP, pair.first += 2 * w->step) {
            pair.second = left > 1 ? pair.first + w->step : pair.first;
            put_windows(w, pair, lanes, step);
        }
        w->x += pixels - 1;
        step_pixel(w);
        return;
    }
    for (int32_t left = pixels; left > 0; left -= 2, lanes += GROUP) {
        window_pair pair;
        pair.second = pair.first = find_window(w, w->gathered, &pair.first_stride);
        pair.second_stride = pair.first_stride;
        step_pixel(w);
        if (left > 1) {
            pair.second = find_window(w, w->gathered + w->row_bytes * w->call->operator_->kernel_height, &pair.second_stride);
            step_pixel(w);
        }
        put_windows(w, pair, lanes, step);
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
    walk w = begin_walk(call);
    mcunet_rv32_block block;
    block.lanes = w.lanes;
    block.stream = call->constants;
    block.step = block.channels = channels;
    mcunet_rv32_set_groups(&block, w.groups);
    for (int32_t y = region.top; y < region.bottom; y += run / width) {
        block.output = mcunet_pixel(call->output, y, region.left);
        for (int32_t left = run; left > 0; left -= MAX_PIXELS, block.output += MAX_PIXELS * channels) {
            block.pixels = mcunet_min(left, MAX_PIXELS);
            block.last = (block.pixels - 1) * channels;
            fill_lanes(&w, block.pixels);
            mcunet_rv32_conv_2d_block(&block, &limits);
        }
    }
}

MCUNET_ONCE uint32_t mcunet_rv32_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t bytes = (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels;
    const int direct = !mcunet_reaches_outside(op, extent) && (op->kernel_width == 1 || op->dilation_width == 1);
    const uint64_t pixels = (uint64_t)extent->region_height * (uint64_t)extent->region_width;
    const uint64_t pairs = pixels >= MAX_PIXELS ? MCUNET_RV32_MAX_PAIRS : (pixels + 1) / 2;
    return mcunet_saturate_bytes((bytes + GROUP - 1) / GROUP * GROUP * 4 * pairs + (direct ? 0 : 2 * bytes));
}

int mcunet_rv32_conv_2d_covers(const mcunet_operator *op)
{
    return op->parameter == 1; /* group */
}

MCUNET_ONCE uint32_t mcunet_rv32_conv_2d_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t pairs = ((uint32_t)extent->output_channels + 1u) / 2u;
    const uint64_t window = (uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels;
    return mcunet_saturate_bytes(pairs * mcunet_rv32_pair_bytes(window));
}

/* Whatever its constants say, the kernel computes something. */
const mcunet_kernel mcunet_rv32_conv_2d = {
    .kind = MCUNET_CONV_2D,
    .run = conv_2d,
    .covers = mcunet_rv32_conv_2d_covers,
    .scratch_bytes = mcunet_rv32_conv_2d_scratch_bytes,
    .constants_bytes = mcunet_rv32_conv_2d_constants_bytes,
};
