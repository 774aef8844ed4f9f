/* SPDX-License-Identifier: MIT */
/*
 * Kernels for RV32IM and its like: a 32-bit multiplier, many registers, neither vectors nor a multiply-accumulate instruction; constants
 * in MCUNET_LAYOUT_RV32 order. Same results as the portable ones. Plain C: they run anywhere.
 */
#ifndef MCUNET_RV32_H
#define MCUNET_RV32_H

#include "mcunet/kernel.h"

#define MCUNET_RV32_MASK_GROUPS 31 /* of one word that says which groups are added up in halves */

/* What CONV_2D's constants hold of a pair of output channels before its masks, one bit a group, and its weights, four of each channel a group. */
typedef struct {
    uint32_t bias[2];
    uint32_t multiplier[2]; /* twice the format's */
    uint8_t shift[2];       /* bits to the right */
    uint16_t flushes;       /* groups, and once more the marked ones */
} mcunet_rv32_channel_pair;

/* Bytes of the masks of a pair of CONV_2D's output channels whose window has `groups` groups of four bytes. */
static inline uint64_t mcunet_rv32_mask_bytes(uint64_t groups)
{
    return (groups + MCUNET_RV32_MASK_GROUPS - 1u) / MCUNET_RV32_MASK_GROUPS * 4u;
}

/* Bytes of constants of a pair of CONV_2D's output channels whose window has `window` bytes. */
static inline uint64_t mcunet_rv32_pair_bytes(uint64_t window)
{
    const uint64_t groups = (window + 3u) / 4u;
    return sizeof(mcunet_rv32_channel_pair) + mcunet_rv32_mask_bytes(groups) + groups * 8u;
}

/* Bytes of constants of one channel of DEPTHWISE_CONV_2D. */
static inline uint32_t mcunet_rv32_channel_bytes(int32_t kernel)
{
    return (9u + (uint32_t)(kernel * kernel) + 3u) & ~3u;
}

/* What the kernels of CONV_2D have in common. */
int mcunet_rv32_conv_2d_covers(const mcunet_operator *op);
uint32_t mcunet_rv32_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent);
uint32_t mcunet_rv32_conv_2d_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent);

#endif
