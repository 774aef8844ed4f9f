/* SPDX-License-Identifier: MIT */
/* FORMAT.md's constants of ADD, SUB and SQUARED_DIFFERENCE, and what these do first. */
#ifndef MCUNET_KERNELS_ADD_H
#define MCUNET_KERNELS_ADD_H

#include "mcunet/quantization.h"

typedef struct {
    int32_t left_shift, multiplier0, shift0, multiplier1, shift1, output_multiplier, output_shift, reserved;
} mcunet_add_constants;

/* An operand on the scale that both have in common, with 2^left_shift headroom bits. */
static inline int32_t mcunet_to_common_scale(int32_t x, int32_t zero_point, int32_t left_shift, int32_t multiplier, int32_t shift)
{
    const int32_t shifted = (int32_t)((uint32_t)(x - zero_point) << left_shift);
    return mcunet_multiply_by_quantized_multiplier(shifted, multiplier, shift);
}

#endif
