/* SPDX-License-Identifier: MIT */
/* Rows of outputs of one channel of a depthwise convolution. */
#ifndef MCUNET_RV32_DEPTHWISE_ROWS_H
#define MCUNET_RV32_DEPTHWISE_ROWS_H

#include <stdint.h>

#include "requantise.h"

typedef struct {
    int32_t kernel, stride; /* 3, 5 or 7; 1 or 2 */
    const int8_t *plane;    /* the channel's input under the first output, padding included; pixels lie one after another */
    int32_t plane_stride;
    int8_t *output;
    int32_t output_stride, step;   /* bytes from one output row to the next, and from one output of a row to the next */
    int32_t rows, outputs;         /* of the output; outputs of a row */
    int32_t wide, narrow, advance; /* blocks that a row is cut into, and outputs from one narrow block to the next */
    const int8_t *weights;         /* row by row */
    uint32_t bias;
    mcunet_rv32_scale scale;
    mcunet_rv32_limits limits;
} mcunet_rv32_rows;

typedef void (*mcunet_rv32_rows_function)(const mcunet_rv32_rows *rows);

/* Sets how many outputs a row has, and how it is cut; returns the function that computes the rows. */
mcunet_rv32_rows_function mcunet_rv32_cut_rows(mcunet_rv32_rows *rows, int32_t outputs);

#endif
