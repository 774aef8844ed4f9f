/* SPDX-License-Identifier: MIT */
/* The constants of the convolutions as FORMAT.md lays them out, and what every convolution does with an accumulator. */
#ifndef MCUNET_KERNELS_CONVOLUTION_H
#define MCUNET_KERNELS_CONVOLUTION_H

#include <stdint.h>

#include "mcunet/kernel.h"
#include "mcunet/quantization.h"

typedef struct {
    const int32_t *bias, *multiplier;
    const int8_t *shift;
    const int8_t *weights;
    int32_t zero_point, activation_min, activation_max; /* of the output */
} mcunet_convolution;

/* Bytes that precede the weights of a convolution with `channels` output channels. */
static inline uint32_t mcunet_convolution_table_bytes(int32_t channels)
{
    return (uint32_t)channels * 8u + (((uint32_t)channels + 7u) & ~7u);
}

static inline mcunet_convolution mcunet_read_convolution(const mcunet_kernel_call *call)
{
    const int32_t channels = call->output->channels;
    mcunet_convolution constants;
    constants.bias = (const int32_t *)(const void *)call->constants;
    constants.multiplier = constants.bias + channels;
    constants.shift = (const int8_t *)(constants.multiplier + channels);
    constants.weights = (const int8_t *)call->constants + mcunet_convolution_table_bytes(channels);
    constants.zero_point = call->output->zero_point;
    constants.activation_min = call->operator_->activation_min;
    constants.activation_max = call->operator_->activation_max;
    return constants;
}

/* The output of one channel whose weighted sum, bias included, is `sum` modulo 2^32. */
static inline int8_t mcunet_requantise(const mcunet_convolution *constants, int32_t channel, uint32_t sum)
{
    const int32_t scaled = mcunet_multiply_by_quantized_multiplier((int32_t)sum, constants->multiplier[channel], constants->shift[channel]);
    const int32_t shifted = (int32_t)((uint32_t)scaled + (uint32_t)constants->zero_point);
    return (int8_t)mcunet_clamp(shifted, constants->activation_min, constants->activation_max);
}

#endif
