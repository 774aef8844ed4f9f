/* One output row of one channel of a depthwise convolution; see depthwise_conv_2d.c for the columns of words. */
#ifndef MCUNET_KERNELS_ARMV7EM_DEPTHWISE_ROW_H
#define MCUNET_KERNELS_ARMV7EM_DEPTHWISE_ROW_H

#include <stdint.h>

#include "dsp.h"

#define MCUNET_MAX_KERNEL 7
#define MCUNET_MAX_TAPS (MCUNET_MAX_KERNEL * (MCUNET_MAX_KERNEL - 1))

/* What a row function needs; the order of the fields is known to its assembly. */
typedef struct {
    int32_t bias, multiplier;
    int32_t shift; /* to the right, 1 to MCUNET_FAST_SHIFT */
    int32_t rounding;
    int32_t step;  /* bytes from one output to the next */
    uint32_t *end; /* where whole pairs of outputs stop */
    int8_t *output;
    uint32_t *last;   /* where outputs stop: `end`, or one pair more of which only the first output counts */
    uint32_t *column; /* where the first pair begins */
    uint32_t taps[MCUNET_MAX_TAPS];
} mcunet_depthwise_row;

#if MCUNET_HAS_DSP

/*
 * K x K weights, MCUNET_QUAD bytes apart, as pairs of int16 in the order in which the row functions load them: by columns of words under the window, by batches of
 * rows. Column i meets taps 2i and 2i + 1; the last column only tap 2i, which comes as the upper half of taps 2i - 1 and 2i. With stride 1,
 * these are also what every column but the first meets for the second output of a pair.
 */
void mcunet_order_taps(const int8_t *weights, int32_t kernel, int32_t stride, uint32_t *taps);

/*
 * Computes the row's outputs, limited to int8. Of every column it loads, the words that the next output row reads are moved to its
 * start.
 */
typedef void (*mcunet_row_function)(const mcunet_depthwise_row *row);

/* The function for a kernel of 3, 5 or 7 and a stride of 1 or 2. */
mcunet_row_function mcunet_find_row_function(int32_t kernel, int32_t stride);

#endif

#endif
