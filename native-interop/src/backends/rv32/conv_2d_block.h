/* SPDX-License-Identifier: MIT */
/* A few output pixels of CONV_2D, computed together. */
#ifndef MCUNET_RV32_CONV_2D_BLOCK_H
#define MCUNET_RV32_CONV_2D_BLOCK_H

#include <stdint.h>

#include "requantise.h"

#define MCUNET_RV32_GROUP 4     /* bytes of a window */
#define MCUNET_RV32_MAX_PAIRS 3 /* of pixels in a block */

typedef struct {
    const uint32_t *lanes; /* for each group, for each pair of pixels, 4 words: the first pixel's byte + 2^16 * the second's */
    const uint8_t *stream; /* the operator's constants */
    int8_t *output;        /* channel 0 of the first pixel */
    int32_t step;          /* bytes from an output pixel to the next */
    int32_t pixels, last;  /* how many, and bytes from the first one's output to the last's, which may stand twice in the last pair */
    int32_t channels;
    int32_t masks;                /* words of them in a pair of channels' constants */
    uint32_t mask_bits, mask_end; /* of the last word: the groups' bits, and the one after them */
} mcunet_rv32_block;

/* Notes how many groups a window has. */
void mcunet_rv32_set_groups(mcunet_rv32_block *block, int32_t groups);

/* Computes every output channel of 1 to 2 * MCUNET_RV32_MAX_PAIRS pixels. */
void mcunet_rv32_conv_2d_block(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits);

#endif
