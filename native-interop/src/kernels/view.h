/* SPDX-License-Identifier: MIT */
/* Addressing of views and windows, shared by the kernels. */
#ifndef MCUNET_KERNELS_VIEW_H
#define MCUNET_KERNELS_VIEW_H

#include <stdint.h>

#include "mcunet/kernel.h"

static inline int32_t mcunet_min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t mcunet_max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The first channel of pixel (y, x) of the tensor; the pixel must be present. */
static inline int8_t *mcunet_pixel(const mcunet_view *view, int32_t y, int32_t x)
{
    return view->data + (y - view->top) * view->row_stride + (x - view->left) * view->channels;
}

/* The same for an operand whose single row or column applies to all of the output's (`output` gives that shape). */
static inline int8_t *mcunet_broadcast_pixel(const mcunet_view *view, const mcunet_view *output, int32_t y, int32_t x)
{
    return mcunet_pixel(view, view->height == output->height ? y : 0, view->width == output->width ? x : 0);
}

/* Bytes from an operand's pixel to the one for the next column of the output; 0 where one column applies to all. */
static inline int32_t mcunet_broadcast_step(const mcunet_view *view, const mcunet_view *output)
{
    return view->width == output->width ? view->channels : 0;
}

/* How a row of an elementwise operator is walked: `count` runs of `length` bytes, the operands advancing by their steps after each. */
typedef struct {
    int32_t step0, step1, count, length;
} mcunet_broadcast_runs;

/* Without broadcasting along columns a row of `width` pixels is one run; otherwise each pixel is. */
static inline mcunet_broadcast_runs mcunet_place_broadcast_runs(const mcunet_view *input0, const mcunet_view *input1,
                                                                const mcunet_view *output, int32_t width)
{
    mcunet_broadcast_runs runs = {mcunet_broadcast_step(input0, output), mcunet_broadcast_step(input1, output), width, output->channels};
    if (runs.step0 != 0 && runs.step1 != 0) {
        runs.count = 1;
        runs.length = output->channels * width;
    }
    return runs;
}

/* A kernel window along one axis: tap k reads input position first + k * dilation; taps [begin, end) lie inside the input. */
typedef struct {
    int32_t first, begin, end;
} mcunet_taps;

static inline mcunet_taps mcunet_place_taps(int32_t position, int32_t stride, int32_t pad, int32_t kernel, int32_t dilation, int32_t size)
{
    mcunet_taps taps;
    taps.first = position * stride - pad;
    taps.begin = 0;
    taps.end = kernel;
    if (taps.first >= 0 && taps.first + (kernel - 1) * dilation < size) {
        return taps;
    }
    taps.begin = taps.first >= 0 ? 0 : mcunet_min(kernel, (dilation - 1 - taps.first) / dilation);
    taps.end = taps.first >= size ? 0 : mcunet_min(kernel, (size - 1 - taps.first) / dilation + 1);
    taps.end = mcunet_max(taps.begin, taps.end);
    return taps;
}

/* The same for a kernel that is not dilated, where each pixel's window is placed: without a division. */
static inline mcunet_taps mcunet_place_near_taps(int32_t position, int32_t stride, int32_t pad, int32_t kernel, int32_t size)
{
    mcunet_taps taps = {position * stride - pad, 0, kernel};
    if (taps.first < 0 || taps.first + kernel > size) {
        taps.begin = mcunet_min(kernel, mcunet_max(0, -taps.first));
        taps.end = mcunet_max(taps.begin, mcunet_min(kernel, size - taps.first));
    }
    return taps;
}

static inline mcunet_taps mcunet_row_taps(const mcunet_operator *op, const mcunet_view *input, int32_t row)
{
    return mcunet_place_taps(row, op->stride_height, op->pad_top, op->kernel_height, op->dilation_height, input->height);
}

static inline mcunet_taps mcunet_column_taps(const mcunet_operator *op, const mcunet_view *input, int32_t column)
{
    return mcunet_place_taps(column, op->stride_width, op->pad_left, op->kernel_width, op->dilation_width, input->width);
}

/* `bytes` as a scratch or constants size: beyond 32 bits nothing fits, so the largest value stands for all. */
static inline uint32_t mcunet_saturate_bytes(uint64_t bytes)
{
    return bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)bytes;
}

#endif
