/* SPDX-License-Identifier: MIT */
/* Sums over rectangles of a tensor, for the averaging kernels. */
#ifndef MCUNET_KERNELS_WINDOW_SUM_H
#define MCUNET_KERNELS_WINDOW_SUM_H

#include "view.h"

#define MCUNET_SUM_BLOCK 16 /* channels summed together */

/* Adds to each of `count` sums the sum of channel `channel` + i over the region's pixels, modulo 2^32. */
void mcunet_add_window(const mcunet_view *input, mcunet_region region, int32_t channel, int32_t count, uint32_t *sums);

/* The part of a window of the operator's kernel size that lies inside the input, as a region of it. */
static inline mcunet_region mcunet_window_inside(const mcunet_operator *op, const mcunet_view *input, int32_t y, int32_t x)
{
    const int32_t top = y * op->stride_height - op->pad_top, left = x * op->stride_width - op->pad_left;
    mcunet_region window;
    window.top = mcunet_max(0, top);
    window.bottom = mcunet_min(input->height, top + op->kernel_height);
    window.left = mcunet_max(0, left);
    window.right = mcunet_min(input->width, left + op->kernel_width);
    return window;
}

static inline int32_t mcunet_pixel_count(mcunet_region region)
{
    return mcunet_max(0, region.bottom - region.top) * mcunet_max(0, region.right - region.left);
}

/* sum / count rounded half away from zero; 0 for an empty window, where TFLite has no answer. */
static inline int32_t mcunet_rounded_average(int32_t sum, int32_t count)
{
    if (count == 0) {
        return 0;
    }
    return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

#endif
