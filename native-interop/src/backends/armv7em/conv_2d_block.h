/* SPDX-License-Identifier: MIT */
/* One pair of output channels after another, for three output pixels of a convolution or for one; see conv_2d.c. */
#ifndef MCUNET_ARMV7EM_CONV_2D_BLOCK_H
#define MCUNET_ARMV7EM_CONV_2D_BLOCK_H

#include <stdint.h>

#define MCUNET_CONV_PIXELS 3 /* computed together */

/* The order of the fields is known to the assembly. */
typedef struct {
    int8_t *output[MCUNET_CONV_PIXELS]; /* the next of each pixel; pixels may coincide */
    const uint32_t *column;             /* the widened windows */
    int32_t twice_zero_point;           /* of the output, and one more */
    int8_t *output_end;                 /* of the first pixel: whole pairs of channels further, at least one */
    int32_t groups;                     /* of four bytes, in a window: at least one */
    const int8_t *stream;               /* constants of the first pair */
} mcunet_conv_block;

/* Outputs limited to int8. */
void mcunet_conv_2d_block(const mcunet_conv_block *block);

/*
 * One pair of channels of one pixel, whose words in the column are `step` apart: outputs limited to int8. Returns the constants of the
 * next pair.
 */
const int8_t *mcunet_conv_2d_pair(const int8_t *stream, const uint32_t *column, int32_t step, int32_t groups, int32_t twice_zero_point,
                                  int8_t outputs[2]);

#endif
