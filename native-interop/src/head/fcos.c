/* SPDX-License-Identifier: MIT */
/*
 * Boxes without anchors (Tian et al. 2019, FCOS): in cell (column, row) of an cells with stride s, whose centre is ((column + 1/2) s, (row + 1/2) s), the first
 * values are the distances in strides from there to the box's left, top, right and bottom side, the others a logit a class;
 *   probability = sigmoid(best class).
 * With several bins a side's distance is the mean of 0, 1 .. bins - 1 weighted by the softmax of as many logits (Li et al. 2020, generalized focal loss;
 * YOLOv8).
 */
#include "cells.h"
#include "fixed_exp.h"

#define MOST_BINS 64

enum { SIDES = 4, OUTPUT_BYTES = 4 };

/* What the softmax of some logits expects of 0 .. bins - 1, in 1/65536. */
static int64_t expectation(const int8_t *logits, int32_t bins, float scale)
{
    int32_t largest = logits[0];
    for (int32_t bin = 1; bin < bins; bin++) {
        largest = logits[bin] > largest ? logits[bin] : largest;
    }
    int64_t sum = 0;
    int64_t weighted = 0;
    for (int32_t bin = 0; bin < bins; bin++) {
        const int64_t e = mcunet_fixed_exp(mcunet_dequantize_fixed(logits[bin], largest, scale)) >> 10; /* at most 2^20 */
        sum += e;
        weighted += e * bin;
    }
    const int32_t whole = bins - 1;
    return (int64_t)mcunet_share(weighted, sum * whole) * whole;
}

/* Distance to a side, in 1/16 pixel. */
static int64_t distance(const mcunet_cells *cells, const int8_t *values, int32_t side)
{
    const int64_t strides = cells->parts == 1 ? mcunet_dequantize_fixed(values[side], cells->view.zero_point, cells->scale)
                                              : expectation(values + side * cells->parts, cells->parts, cells->scale);
    return strides * cells->stride * 16 / 65536;
}

static void decode(const mcunet_cells *cells, int32_t row, int32_t column, const int8_t *values, mcunet_box *box)
{
    const int64_t x = (int64_t)(2 * column + 1) * cells->stride * 8;
    const int64_t y = (int64_t)(2 * row + 1) * cells->stride * 8;
    mcunet_box_place(&box->left, &box->right, x - distance(cells, values, 0), x + distance(cells, values, 2), cells->input_width);
    mcunet_box_place(&box->top, &box->bottom, y - distance(cells, values, 1), y + distance(cells, values, 3), cells->input_height);
}

/* Looks at one cell. */
static void consider(mcunet_cells *cells, int32_t row, int32_t column, const int8_t *values, mcunet_box_pass *pass)
{
    const int8_t *logits = values + SIDES * cells->parts;
    mcunet_box box;
    box.class_index = 0;
    for (int32_t index = 1; index < cells->classes; index++) {
        box.class_index = logits[index] > logits[box.class_index] ? index : box.class_index;
    }
    const int32_t logit = logits[box.class_index];
    pass->place++;
    if (logit <= cells->refused) {
        return;
    }
    box.probability = mcunet_fixed_sigmoid(mcunet_dequantize_fixed(logit, cells->view.zero_point, cells->scale));
    if (box.probability <= pass->best.probability) {
        cells->refused = logit;
    }
    if (mcunet_box_is_wanted(pass, box.probability)) {
        decode(cells, row, column, values, &box);
        mcunet_box_offer(pass, &box);
    }
}

static const uint8_t *read(mcunet_cells *cells, const uint8_t *at, const uint8_t *end)
{
    (void)end;
    cells->stride = mcunet_read_u16(at);
    cells->parts = mcunet_read_u16(at + 2);
    const int is_sound = cells->parts >= 1 && cells->parts <= MOST_BINS && cells->view.channels == SIDES * cells->parts + cells->classes;
    return is_sound ? at + OUTPUT_BYTES : NULL;
}

static const mcunet_cells_class fcos = {read, consider};

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    return mcunet_scan_cells(model, head, &fcos, NULL);
}

static void scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    (void)mcunet_scan_cells(model, head, &fcos, pass); /* sound, as verified */
}

static int32_t detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    static const mcunet_box_search search = {scan, NULL};
    return mcunet_find_boxes(model, &search, words, length, threshold, overlap);
}

const mcunet_head_class mcunet_fcos_head = {MCUNET_HEAD_FCOS, verify, detect};
