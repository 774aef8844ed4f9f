/* SPDX-License-Identifier: MIT */
/* Copying the input under a kernel window to consecutive bytes. */
#ifndef MCUNET_KERNELS_GATHER_H
#define MCUNET_KERNELS_GATHER_H

#include "mcunet/kernel.h"
#include "view.h"

/* Whether every pixel under the windows at these taps lies inside the input. */
static inline int mcunet_is_inside(const mcunet_operator *op, mcunet_taps rows, mcunet_taps columns)
{
    return rows.begin == 0 && rows.end == op->kernel_height && columns.begin == 0 && columns.end == op->kernel_width;
}

/* Whether the window of any output pixel reaches over the input's border. */
int mcunet_reaches_outside(const mcunet_operator *op, const mcunet_extent *extent);

/* Copies `rows` runs of `run` bytes, `row_stride` apart, to consecutive bytes: a window inside the input. */
void mcunet_gather_runs(const int8_t *source, int32_t rows, int32_t row_stride, int32_t run, int8_t *column);

/*
 * Copies input channels [channel, channel + channels) of each tap of one window, row by row, to `column`
 * (kernel_height * kernel_width * channels bytes). Taps outside the input read its zero point.
 */
void mcunet_gather(const mcunet_operator *op, const mcunet_view *input, mcunet_taps rows, mcunet_taps columns, int32_t channel,
                   int32_t channels, int8_t *column);

#endif
