/* SPDX-License-Identifier: MIT */
/* Output rows of one channel of a depthwise convolution; see depthwise_columns.c for the columns of words. */
#ifndef MCUNET_ARMV7EM_DEPTHWISE_ROW_H
#define MCUNET_ARMV7EM_DEPTHWISE_ROW_H

#include <stdint.h>

#include "kernels/dsp.h"

#define MCUNET_MAX_KERNEL 7
#define MCUNET_MAX_TAPS (MCUNET_MAX_KERNEL * (MCUNET_MAX_KERNEL - 1))

/* What a row function needs; the order of the fields is known to its assembly. */
typedef struct {
    uint32_t *column, *end; /* where the first pair of outputs begins, and where whole pairs stop */
    int8_t *output;
    int32_t bias[2]; /* doubled; for both outputs of a pair */
    int32_t multiplier, rounding;
    int32_t shift;          /* to the right, 1 to MCUNET_FAST_SHIFT */
    int32_t step;           /* bytes from one output to the next */
    int32_t odd;            /* bytes of the columns of a last pair of which only the first output counts; 0 when there is none */
    int32_t rows, row_step; /* of a kernel of 3: output rows, and bytes from one to the next */
    int32_t column_bytes;   /* likewise: from one column to the next */
    uint32_t taps[MCUNET_MAX_TAPS];
} mcunet_depthwise_row;

#if MCUNET_HAS_DSP

/*
 * K x K weights doubled, MCUNET_QUAD bytes apart, as pairs of int16 in the order in which the row functions load them: by columns of
 * words under the window, by batches of rows. Column i meets taps 2i and 2i + 1; the last column only tap 2i, which comes as the upper
 * half of taps 2i - 1 and 2i. With stride 1, these are also what every column but the first meets for the second output of a pair.
 */
void mcunet_order_taps(const int8_t *weights, int32_t kernel, int32_t stride, uint32_t *taps);

#endif

/*
 * Computes outputs, limited to int8: of a kernel of 3 those of all the rows, of a larger one those of a row. Then of every column that is
 * loaded, the words that the next output row reads are moved to its start.
 */
typedef void (*mcunet_row_function)(const mcunet_depthwise_row *row);

/* The functions for a kernel of 3, 5 or 7 and a stride of 1 and 2. */
typedef struct {
    mcunet_row_function by_stride[2];
} mcunet_row_functions;

extern const mcunet_row_functions mcunet_row_functions_3, mcunet_row_functions_5, mcunet_row_functions_7;

/* Pixels of some rows of the input that columns of words hold; the order of the fields is known to assembly. */
typedef struct {
    int32_t row_stride;   /* bytes from row to row */
    int32_t lead, pixels; /* lead (0 or 1) alone in the upper half of a word, then so many more */
    int32_t padding;      /* fills the other half of a word where a row begins or ends in one */
    int32_t step;         /* bytes from pixel to pixel */
    const int8_t *source; /* the first pixel of the first row */
    uint32_t *word;       /* of that pixel; that of the next row follows it */
    int32_t column;       /* words from one column to the next */
} mcunet_depthwise_fill;

/* Widens the pixels of `rows` rows to words. */
void mcunet_fill_columns(const mcunet_depthwise_fill *fill, int32_t rows);

#endif
