/* SPDX-License-Identifier: MIT */
/* Heads whose outputs are grids of cells, each of which predicts boxes around itself. */
#ifndef MCUNET_SRC_HEAD_CELLS_H
#define MCUNET_SRC_HEAD_CELLS_H

#include "boxes.h"

/* One output, and what the head says of it. */
typedef struct {
    mcunet_view view;
    float scale;
    int32_t classes, stride;           /* stride: pixels a cell */
    int32_t parts;                     /* anchors of a cell, or bins of a distance */
    const uint8_t *sizes;              /* of the anchors */
    int32_t input_width, input_height; /* 1/16 pixel */
    int32_t refused;                   /* the largest logit of this output that is known to be no more probable than the best box */
} mcunet_cells;

/* How a kind of head reads and looks at its outputs. */
typedef struct {
    /*
     * Reads what the head says of an output from the bytes [at, end), of which there are at least 4. Returns where it says that of the next
     * one; null where it ends before, or cannot be so.
     */
    const uint8_t *(*read)(mcunet_cells *cells, const uint8_t *at, const uint8_t *end);
    /* Offers the wanted boxes of the cell with these values. */
    void (*consider)(mcunet_cells *cells, int32_t row, int32_t column, const int8_t *values, mcunet_box_pass *pass);
} mcunet_cells_class;

static inline uint16_t mcunet_read_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

/* The `scan` of a search: offers every cell of each output of a head. Without a pass, the `verify` of a head: looks only whether the head is sound. */
mcunet_status mcunet_scan_cells(const mcunet_model *model, const mcunet_head *head, const mcunet_cells_class *class_,
                                mcunet_box_pass *pass);

#endif
