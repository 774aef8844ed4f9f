/* SPDX-License-Identifier: MIT */
/*
 * Requantisation in six instructions, or nine without a rectifier. With M = 2 * multiplier, the upper word of 2x * M is floor(h2) for
 * h2 = x * multiplier / 2^30: TFLite's first rounding leaves floor((h2 + 1) / 2), its second one, by r >= 1 bits, adds 2^(r - 1) and
 * drops r bits. Floors of floors are one: (h2 + 1 + 2^r) >> (r + 1), to which the output's zero point is added before the shift. Ties of
 * negative numbers go away from zero: there 2 less is added. Exact for |x| < 2^28 and 1 <= r <= MCUNET_RV32_MAX_SHIFT, which is what
 * the layout promises.
 */
#ifndef MCUNET_RV32_REQUANTISE_H
#define MCUNET_RV32_REQUANTISE_H

#include <stdint.h>

#include "mcunet/kernel.h"
#include "mcunet/quantization.h"

#define MCUNET_INLINE static inline __attribute__((always_inline))

#define MCUNET_RV32_MAX_SHIFT 22

/* What the channels of an output share. */
typedef struct {
    int32_t zero_point, low, high;
    int rectified; /* whether every negative sum gives `low`, and no other one less */
} mcunet_rv32_limits;

static inline mcunet_rv32_limits mcunet_rv32_limits_of(const mcunet_kernel_call *call)
{
    mcunet_rv32_limits limits;
    limits.zero_point = call->output->zero_point;
    limits.low = call->operator_->activation_min;
    limits.high = call->operator_->activation_max;
    limits.rectified = limits.low == limits.zero_point;
    return limits;
}

/* One channel's way from sum to output. */
typedef struct {
    uint32_t multiplier; /* twice the format's */
    uint32_t rounding;
    uint32_t shift; /* below 32 */
} mcunet_rv32_scale;

/* From the twofold multiplier and the bits to shift right by, 1 to MCUNET_RV32_MAX_SHIFT. */
MCUNET_INLINE mcunet_rv32_scale mcunet_rv32_scale_of(uint32_t multiplier, uint32_t shift, int32_t zero_point)
{
    mcunet_rv32_scale scale;
    scale.multiplier = multiplier;
    scale.rounding = ((uint32_t)(2 * zero_point + 1) << (shift & 31u)) + 1u;
    scale.shift = (shift + 1u) & 31u;
    return scale;
}

/* floor(2 * sum * multiplier / 2^32) */
MCUNET_INLINE uint32_t mcunet_rv32_high_product(uint32_t sum, uint32_t multiplier)
{
#if defined(__riscv_mul) && __riscv_xlen == 32
    uint32_t high;
    __asm__("mulhsu %0, %1, %2" : "=r"(high) : "r"(2u * sum), "r"(multiplier));
    return high;
#elif defined(__XTENSA__)
    uint32_t high; /* the twofold multiplier is even: its double stands with the sum, so that a signed product holds both */
    __asm__("mulsh %0, %1, %2" : "=r"(high) : "r"(4u * sum), "r"(multiplier >> 1));
    return high;
#else
    return (uint32_t)(((int64_t)(int32_t)(2u * sum) * (int64_t)multiplier) >> 32);
#endif
}

/* The output of a sum where the limits are rectified. */
MCUNET_INLINE int32_t mcunet_rv32_rectify(uint32_t sum, mcunet_rv32_scale scale, mcunet_rv32_limits limits)
{
    if ((int32_t)sum < 0) {
        return limits.low;
    }
    const int32_t value = (int32_t)(mcunet_rv32_high_product(sum, scale.multiplier) + scale.rounding) >> scale.shift;
    return value > limits.high ? limits.high : value;
}

/* The output of a sum. */
MCUNET_INLINE int32_t mcunet_rv32_requantise(uint32_t sum, mcunet_rv32_scale scale, mcunet_rv32_limits limits)
{
    const uint32_t ties = sum >> 31 << 1;
    const uint32_t rounded = mcunet_rv32_high_product(sum, scale.multiplier) + scale.rounding - ties;
    return mcunet_clamp((int32_t)rounded >> scale.shift, limits.low, limits.high);
}

/* Requantises `count` sums of one channel to outputs that are `step` bytes apart. */
void mcunet_rv32_store(const uint32_t *sums, int32_t count, const mcunet_rv32_scale *scale, const mcunet_rv32_limits *limits,
                       int8_t *output, int32_t step);

#endif
