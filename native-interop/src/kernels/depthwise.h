/* SPDX-License-Identifier: MIT */
/* What the depthwise kernels of several backends cover. */
#ifndef MCUNET_KERNELS_DEPTHWISE_H
#define MCUNET_KERNELS_DEPTHWISE_H

#include "mcunet/kernel.h"

/* Channel multiplier 1, no dilation, 3 x 3, 5 x 5 or 7 x 7, stride 1 or 2 both ways, less padding before than kernel. */
static inline int mcunet_is_plain_depthwise(const mcunet_operator *op)
{
    const int kernel = op->kernel_height;
    return (kernel == 3 || kernel == 5 || kernel == 7) && op->kernel_width == kernel && op->parameter == 1 && op->dilation_height == 1
           && op->dilation_width == 1 && op->stride_height >= 1 && op->stride_height <= 2 && op->stride_width == op->stride_height
           && op->pad_top < kernel && op->pad_left < kernel;
}

#endif
