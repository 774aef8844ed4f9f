/* SPDX-License-Identifier: MIT */
/* What operators of two operands have in common: walking both, either of which may be one row or one column for all. */
#ifndef MCUNET_KERNELS_COMBINE_H
#define MCUNET_KERNELS_COMBINE_H

#include "mcunet/quantization.h"
#include "view.h"

/* Computes `count` values of the output from as many of both operands. */
typedef void (*mcunet_combine_function)(const mcunet_kernel_call *call, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count);

/* The call's region of its output, run by run. */
void mcunet_combine(const mcunet_kernel_call *call, mcunet_combine_function combine);

/* A result without zero point as a value of the output: zero point added (modulo 2^32), clamped. */
static inline int8_t mcunet_combined(const mcunet_kernel_call *call, int32_t scaled)
{
    const int32_t shifted = (int32_t)((uint32_t)scaled + (uint32_t)call->output->zero_point);
    return (int8_t)mcunet_clamp(shifted, call->operator_->activation_min, call->operator_->activation_max);
}

#endif
