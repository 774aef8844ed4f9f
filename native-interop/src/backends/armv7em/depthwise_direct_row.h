/* SPDX-License-Identifier: MIT */
/* One output row of one channel of a 3 x 3 depthwise convolution, read from the input where it lies; see depthwise_direct.c. */
#ifndef MCUNET_ARMV7EM_DEPTHWISE_DIRECT_ROW_H
#define MCUNET_ARMV7EM_DEPTHWISE_DIRECT_ROW_H

#include <stdint.h>

#include "kernels/dsp.h"

#if MCUNET_HAS_DSP

/* What a row function needs; the order of the fields is known to its assembly. Sums are doubled, as weights and bias are. */
typedef struct {
    int32_t bias, multiplier, rounding;
    int32_t shift;        /* to the right */
    const int8_t *end;    /* stride 1: past the last column of the input; stride 2: past the last two that belong to one output */
    uint32_t zero;        /* what padding reads as, as a pair of int16 */
    int32_t lead, trail;  /* columns of padding before and after, 0 to 2 */
    uint32_t upper[3];    /* weights of the first two rows, as pairs of int16, one a tap of a row */
    uint32_t lower[2];    /* those of the third: taps 0 and 1, and tap 2 */
    int32_t step;         /* bytes from pixel to pixel, of input and output */
    int32_t row_stride;   /* bytes from one row of the input to the next */
    const int8_t *column; /* the first that the first output reads, wherever that is */
    int8_t *output;       /* stride 1: less `column` and three steps */
} mcunet_direct_row;

/* Outputs limited to int8. */
typedef void (*mcunet_direct_row_function)(const mcunet_direct_row *row);

/* The function for windows that meet two rows of the input, or three, and a stride of 1 or 2. */
mcunet_direct_row_function mcunet_find_direct_row(int32_t rows, int32_t stride);

#endif

#endif
