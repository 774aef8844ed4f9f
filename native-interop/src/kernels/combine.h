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

/* What the values of an output share, apart from the call: stores of bytes, which may alias anything, would have it loaded for each. */
typedef struct {
    int32_t zero_point, low, high;
} mcunet_range;

static inline mcunet_range mcunet_range_of(const mcunet_kernel_call *call)
{
    const mcunet_range range = {call->output->zero_point, call->operator_->activation_min, call->operator_->activation_max};
    return range;
}

/* A result without zero point as a value of the output: zero point added (modulo 2^32), clamped. */
static inline int8_t mcunet_combined(mcunet_range range, int32_t scaled)
{
    return (int8_t)mcunet_clamp((int32_t)((uint32_t)scaled + (uint32_t)range.zero_point), range.low, range.high);
}

#endif
