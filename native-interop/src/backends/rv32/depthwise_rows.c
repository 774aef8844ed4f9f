/* SPDX-License-Identifier: MIT */
/*
 * A few neighbouring outputs of a row are computed together: a row of the kernel's weights stays in registers while it meets every
 * input under them, and each input is loaded once.
 */
#include "depthwise_rows.h"

#include "kernels/view.h"

#define MAX_KERNEL 7
#define WIDE 4   /* outputs computed together, */
#define NARROW 3 /* or as many: most rows are so many times three or four outputs */

/* Keeps the compiler from adding up in another order, which needs more registers than there are. */
#define SETTLE(a) __asm__("" : "+r"(a))

/* Adds the products of one row of the kernel to the sums of `count` outputs. */
MCUNET_INLINE void add_row(uint32_t *sums, const int8_t *row, const uint32_t *weights, int32_t kernel, int32_t stride, int32_t count)
{
#pragma GCC unroll 16
    for (int32_t x = 0; x < (count - 1) * stride + kernel; x++) {
        const uint32_t value = (uint32_t)(int32_t)row[x];
#pragma GCC unroll 4
        for (int32_t i = 0; i < count; i++) {
            const int32_t tap = x - i * stride;
            if (tap >= 0 && tap < kernel) {
                sums[i] += value * weights[tap];
                SETTLE(sums[i]);
            }
        }
    }
}

MCUNET_INLINE void load_weights(uint32_t *weights, const int8_t *source, int32_t count)
{
#pragma GCC unroll 9
    for (int32_t i = 0; i < count; i++) {
        weights[i] = (uint32_t)(int32_t)source[i];
    }
}

/*
 * `count` outputs. All of the weights are in registers for a kernel of 3, or else loaded row by row. `r` is a copy of `shared`; what is
 * seldom needed is better read again than kept in registers.
 */
MCUNET_INLINE void compute(const mcunet_rv32_rows *shared, const mcunet_rv32_rows *r, const uint32_t *weights, const int8_t *row,
                           int8_t *output, int32_t kernel, int32_t stride, int32_t count)
{
    uint32_t sums[WIDE];
    __asm__ volatile("" ::: "memory"); /* no load of this before it is known to be needed */
#pragma GCC unroll 4
    for (int32_t i = 0; i < count; i++) {
        sums[i] = r->bias;
    }
    if (kernel == 3) {
#pragma GCC unroll 3
        for (int32_t y = 0; y < 3; y++) {
            add_row(sums, row, weights + 3 * y, 3, stride, count);
            row += r->plane_stride;
            SETTLE(row);
        }
    } else {
        const int8_t *source = r->weights;
#pragma GCC unroll 1
        for (int32_t y = kernel; y > 0; y--, row += r->plane_stride, source += kernel) {
            uint32_t loaded[MAX_KERNEL];
            load_weights(loaded, source, kernel);
            add_row(sums, row, loaded, kernel, stride, count);
        }
    }
    if (r->limits.rectified) {
        const mcunet_rv32_scale scale = shared->scale;
#pragma GCC unroll 4
        for (int32_t i = 0; i < count; i++) {
            *output = (int8_t)mcunet_rv32_rectify(sums[i], scale, r->limits);
            output += r->step;
            SETTLE(output);
        }
    } else {
        uint32_t copy[WIDE];
#pragma GCC unroll 4
        for (int32_t i = 0; i < count; i++) {
            copy[i] = sums[i];
        }
        mcunet_rv32_store(copy, count, &shared->scale, &shared->limits, output, r->step);
    }
}

/* `count` outputs of every row, from the top down. */
MCUNET_INLINE void compute_down(const mcunet_rv32_rows *shared, const mcunet_rv32_rows *r, const uint32_t *weights, const int8_t *row,
                                int8_t *output, int32_t kernel, int32_t stride, int32_t count)
{
    for (int32_t left = r->rows; left > 0; left--, row += stride * r->plane_stride, output += r->output_stride) {
        compute(shared, r, weights, row, output, kernel, stride, count);
    }
}

/* Rows of fewer outputs than are computed together. */
static void compute_few(const mcunet_rv32_rows *r)
{
    const int32_t kernel = r->kernel, stride = r->stride;
    const int8_t *row = r->plane;
    int8_t *output = r->output;
    for (int32_t left = r->rows; left > 0; left--, row += stride * r->plane_stride, output += r->output_stride) {
        for (int32_t i = 0; i < r->outputs; i++) {
            const int8_t *source = row + i * stride, *weights = r->weights;
            uint32_t sum = r->bias;
            for (int32_t y = kernel; y > 0; y--, source += r->plane_stride, weights += kernel) {
                for (int32_t x = 0; x < kernel; x++) {
                    sum += (uint32_t)(source[x] * weights[x]);
                }
            }
            output[i * r->step] = (int8_t)mcunet_rv32_requantise(sum, r->scale, r->limits);
        }
    }
}

MCUNET_INLINE void compute_rows(const mcunet_rv32_rows *shared, int32_t kernel, int32_t stride)
{
    const mcunet_rv32_rows r = *shared; /* which stores of outputs cannot alias */
    const int8_t *x = r.plane;
    int8_t *y = r.output;
    uint32_t weights[9];
    if (kernel == 3) {
        load_weights(weights, r.weights, 9);
    }
    for (int32_t i = r.wide; i > 0; i--, x += WIDE * stride, y += WIDE * r.step) {
        compute_down(shared, &r, weights, x, y, kernel, stride, WIDE);
    }
    for (int32_t i = r.narrow; i > 0; i--, x += r.advance * stride, y += r.advance * r.step) {
        compute_down(shared, &r, weights, x, y, kernel, stride, NARROW);
    }
}

#define DEFINE(kernel, stride)                                         \
    static void rows_##kernel##_##stride(const mcunet_rv32_rows *rows) \
    {                                                                  \
        compute_rows(rows, kernel, stride);                            \
    }

DEFINE(3, 1)
DEFINE(3, 2)
DEFINE(5, 1)
DEFINE(5, 2)
DEFINE(7, 1)
DEFINE(7, 2)

/*
 * Whole rows of wide and narrow blocks where that is possible, which leaves 5: there the second narrow block computes the first one's last
 * output again.
 */
mcunet_rv32_rows_function mcunet_rv32_cut_rows(mcunet_rv32_rows *rows, int32_t outputs)
{
    static const mcunet_rv32_rows_function functions[3][2] = {{rows_3_1, rows_3_2}, {rows_5_1, rows_5_2}, {rows_7_1, rows_7_2}};
    rows->outputs = outputs;
    rows->narrow = outputs == 5 ? 2 : (WIDE - outputs % WIDE) % WIDE;
    rows->wide = (outputs - rows->narrow * NARROW) / WIDE;
    rows->advance = outputs == 5 ? 2 : NARROW;
    return outputs < NARROW ? compute_few : functions[rows->kernel / 2 - 1][rows->stride - 1];
}
