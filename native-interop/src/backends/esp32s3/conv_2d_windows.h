/* SPDX-License-Identifier: MIT */
/* Windows of CONV_2D that lie one after another, and what becomes of them. */
#ifndef MCUNET_ESP32S3_CONV_2D_WINDOWS_H
#define MCUNET_ESP32S3_CONV_2D_WINDOWS_H

#include "requantise.h"

typedef struct {
    const int8_t *input;   /* the first window */
    const uint8_t *stream; /* the operator's constants */
    int8_t *output;        /* channel 0 of its output */
    int8_t *sums;          /* 8 bytes for each of the windows, if they are longer than MCUNET_ESP32S3_SHORT vectors */
    int32_t channels, vectors;
    int32_t rows, pixels;                    /* of windows: rows, and of each row */
    int32_t input_step, output_step;         /* bytes from a window, or output, to the next */
    int32_t input_row_step, output_row_step; /* and from row to row */
    int halves; /* neighbouring windows begin in turn at the first and the middle byte of a vector; else all at the first */
    mcunet_esp32s3_bounds bounds;
} mcunet_esp32s3_windows;

#define MCUNET_ESP32S3_SHORT 6 /* vectors of weights that stay in registers */

/* Computes every output channel of the windows. */
void mcunet_esp32s3_conv_2d_windows(const mcunet_esp32s3_windows *windows);

#endif
