/* SPDX-License-Identifier: MIT */
/*
 * 3 x 3, channel by channel and row by row, from the input where it lies and without scratch: for outputs that are not written over it.
 * Rows of padding are left out: what they add is in the bias that their rows begin with.
 */
#include "kernels/view.h"
#include "depthwise.h"
#include "depthwise_direct_row.h"
#include "requantise.h"

#define KERNEL 3

/* One call's geometry, and the constants of one channel. */
typedef struct {
    const mcunet_kernel_call *call;
    mcunet_limits limits;
    int32_t stride, outputs, channel;
    int32_t bias, multiplier, shift;
    const int8_t *weights; /* MCUNET_QUAD bytes from tap to tap */
#if MCUNET_HAS_DSP
    const int8_t *source; /* row 0 of the input, at the first column that the region reads */
    int32_t whole;        /* bytes from there to the row functions' end */
    mcunet_direct_row_function two_rows, three_rows;
#endif
} direct_work;

static int8_t weight(const direct_work *work, int32_t row, int32_t tap)
{
    return work->weights[(row * KERNEL + tap) * MCUNET_QUAD];
}

static mcunet_taps row_taps(const direct_work *work, int32_t y)
{
    return mcunet_place_near_taps(y, work->stride, work->call->operator_->pad_top, KERNEL, work->call->inputs->height);
}

/* A row of a channel whose constants the row functions cannot apply, or of any channel where there are none. */
static void compute_row_slowly(const direct_work *work, mcunet_taps rows, int8_t *output)
{
    const mcunet_view *input = work->call->inputs;
    for (int32_t x = work->call->region.left; x < work->call->region.right; x++, output += work->call->output->channels) {
        const mcunet_taps columns = mcunet_place_near_taps(x, work->stride, work->call->operator_->pad_left, KERNEL, input->width);
        uint32_t sum = (uint32_t)work->bias;
        for (int32_t row = 0; row < KERNEL; row++) {
            for (int32_t tap = 0; tap < KERNEL; tap++) {
                const int inside = row >= rows.begin && row < rows.end && tap >= columns.begin && tap < columns.end;
                const int32_t value =
                    inside ? mcunet_pixel(input, rows.first + row, columns.first + tap)[work->channel] : input->zero_point;
                sum += (uint32_t)(value * weight(work, row, tap));
            }
        }
        *output = (int8_t)mcunet_scale_slowly((int32_t)sum, work->multiplier, work->shift, work->limits.zero_point);
    }
}

#if MCUNET_HAS_DSP

#define MAX_BIAS (1 << 29) /* of sums that are doubled */

static void place_columns(direct_work *work, mcunet_direct_row *row)
{
    const mcunet_kernel_call *call = work->call;
    const mcunet_view *input = call->inputs;
    const int32_t first = call->region.left * work->stride - call->operator_->pad_left;
    const int32_t columns = (work->outputs - 1) * work->stride + KERNEL;
    row->zero = mcunet_pair(input->zero_point, input->zero_point);
    row->lead = mcunet_max(0, -first);
    row->trail = mcunet_max(0, first + columns - input->width);
    row->step = input->channels;
    work->source = input->data - input->top * input->row_stride + (first - input->left) * input->channels;
    work->whole = (work->stride == 1 ? columns - row->trail : columns - 1 - (row->trail > 0 ? 2 : 0)) * row->step;
    work->two_rows = mcunet_find_direct_row(2, work->stride);
    work->three_rows = mcunet_find_direct_row(3, work->stride);
}

/* The sum of the weights of one row of the window. */
static int32_t row_sum(const direct_work *work, int32_t row)
{
    return weight(work, row, 0) + weight(work, row, 1) + weight(work, row, 2);
}

/* Weights and bias of windows with these rows. */
static void prepare_rows(const direct_work *work, mcunet_taps rows, mcunet_direct_row *prepared)
{
    const mcunet_view *input = work->call->inputs;
    const int8_t *a = work->weights + rows.begin * KERNEL * MCUNET_QUAD, *b = a + KERNEL * MCUNET_QUAD;
    const int single = rows.end - rows.begin == 1;
    int32_t bias = work->bias;
    for (int32_t tap = 0; tap < KERNEL; tap++, a += MCUNET_QUAD, b += MCUNET_QUAD) {
        prepared->upper[tap] = mcunet_pair(2 * *a, single ? 0 : 2 * *b);
    }
    prepared->lower[0] = mcunet_pair(2 * weight(work, 2, 0), 2 * weight(work, 2, 1));
    prepared->lower[1] = (uint32_t)(2 * weight(work, 2, 2));
    for (int32_t row = 0; row < rows.begin; row++) {
        bias += row_sum(work, row) * input->zero_point;
    }
    for (int32_t row = rows.end; row < KERNEL; row++) {
        bias += row_sum(work, row) * input->zero_point;
    }
    prepared->bias = 2 * bias;
    prepared->row_stride = single ? 0 : input->row_stride;
}

static void compute_row_fast(const direct_work *work, mcunet_taps rows, mcunet_direct_row *row, int8_t *output)
{
    row->column = work->source + (rows.first + rows.begin) * work->call->inputs->row_stride + work->channel;
    row->end = row->column + work->whole;
    row->output = work->stride == 1 ? (int8_t *)(output - row->column - 3 * row->step) : output;
    if (rows.end - rows.begin == KERNEL) {
        work->three_rows(row);
    } else {
        work->two_rows(row);
    }
}

static void compute_channel(const direct_work *work, mcunet_direct_row *row, int8_t *output)
{
    const mcunet_kernel_call *call = work->call;
    const int fast = mcunet_is_fast(work->shift) && work->bias > -MAX_BIAS && work->bias < MAX_BIAS;
    int32_t begin = -1, end = -1; /* rows of the window that are prepared */
    row->multiplier = work->multiplier;
    row->shift = -work->shift;
    row->rounding = fast ? mcunet_rounding(work->shift, work->limits.zero_point) : 0;
    for (int32_t y = call->region.top; y < call->region.bottom; y++, output += call->output->row_stride) {
        const mcunet_taps rows = row_taps(work, y);
        if (!fast) {
            compute_row_slowly(work, rows, output);
            continue;
        }
        if (rows.begin != begin || rows.end != end) {
            prepare_rows(work, rows, row);
            begin = rows.begin;
            end = rows.end;
        }
        compute_row_fast(work, rows, row, output);
    }
}

#else

typedef int mcunet_direct_row;

#define place_columns(work, row) ((void)(row))

static void compute_channel(const direct_work *work, mcunet_direct_row *row, int8_t *output)
{
    const mcunet_kernel_call *call = work->call;
    (void)row;
    for (int32_t y = call->region.top; y < call->region.bottom; y++, output += call->output->row_stride) {
        compute_row_slowly(work, row_taps(work, y), output);
    }
}

#endif

void mcunet_armv7em_depthwise_direct(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    const uint8_t *stream = call->constants;
    mcunet_direct_row row;
    direct_work work;
    work.call = call;
    work.limits = mcunet_limits_of(call);
    work.stride = call->operator_->stride_height;
    work.outputs = region.right - region.left;
    place_columns(&work, &row);
    for (work.channel = 0; work.channel < call->output->channels; work.channel++) {
        const mcunet_quad *quad = (const mcunet_quad *)(const void *)stream;
        const int32_t i = work.channel % MCUNET_QUAD;
        int8_t *output = mcunet_pixel(call->output, region.top, region.left) + work.channel;
        work.bias = quad->bias[i];
        work.multiplier = quad->multiplier[i];
        work.shift = quad->shift[i];
        work.weights = mcunet_quad_weights(quad) + i;
        compute_channel(&work, &row, output);
        if (work.limits.clamped) {
            mcunet_clamp_channel(call, work.channel);
        }
        if (i == MCUNET_QUAD - 1) {
            stream += sizeof *quad + (size_t)(KERNEL * KERNEL * MCUNET_QUAD);
        }
    }
}

/* Whether every window along an axis begins inside the input or in at most two columns of padding before it, and ends likewise. */
static int meets(int32_t output, int32_t input, int32_t stride, int32_t pad)
{
    const int32_t most = stride == 1 ? 1 : 2; /* of padding after it; the row functions ask for two columns before any */
    return pad >= 0 && (output - 1) * stride - pad + KERNEL - input <= most;
}

MCUNET_ONCE int mcunet_armv7em_is_direct(const mcunet_operator *op, const mcunet_extent *extent)
{
    return op->kernel_height == KERNEL && (op->flags & MCUNET_OPERATOR_IN_PLACE) == 0
           && meets(extent->output_height, extent->input_height, op->stride_height, op->pad_top)
           && meets(extent->output_width, extent->input_width, op->stride_width, op->pad_left);
}
