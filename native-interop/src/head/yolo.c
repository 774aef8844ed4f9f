/* SPDX-License-Identifier: MIT */
/*
 * YOLOv3 boxes (Redmon and Farhadi, 2018): in cell (column, row) of an cells with stride s, anchor (w, h) predicts
 *   centre x = (column + sigmoid(tx)) s, centre y = (row + sigmoid(ty)) s, width = w e^tw, height = h e^th,
 *   probability = sigmoid(objectness) sigmoid(best class).
 */
#include <string.h>

#include "cells.h"
#include "fixed_exp.h"

#define MAX_ANCHOR 65535.0f /* pixels */

enum { FIELD_X, FIELD_Y, FIELD_WIDTH, FIELD_HEIGHT, FIELD_OBJECTNESS, FIELD_CLASSES };

/* The width (axis 0) or height (axis 1) of one of a cell's anchors, in pixels. */
static float anchor_size(const uint8_t *sizes, int32_t anchor, int32_t axis)
{
    float size;
    memcpy(&size, sizes + (anchor * 2 + axis) * 4, sizeof size);
    return size;
}

static int32_t field(const mcunet_cells *cells, const int8_t *values, int32_t index)
{
    return mcunet_dequantize_fixed(values[index], cells->view.zero_point, cells->scale);
}

static int32_t best_class(const mcunet_cells *cells, const int8_t *values)
{
    int32_t best = 0;
    for (int32_t index = 1; index < cells->classes; index++) {
        best = values[FIELD_CLASSES + index] > values[FIELD_CLASSES + best] ? index : best;
    }
    return best;
}

static int32_t class_of(const mcunet_cells *cells, const int8_t *values, int32_t object, int32_t *probability)
{
    const int32_t class_index = best_class(cells, values);
    const int32_t class_ = mcunet_fixed_sigmoid(field(cells, values, FIELD_CLASSES + class_index));
    *probability = (int32_t)mcunet_part(object, class_);
    return class_index;
}

static void decode(const mcunet_cells *cells, int32_t row, int32_t column, int32_t anchor, const int8_t *values, mcunet_box *box)
{
    const int64_t cell = cells->stride * 16;
    const int64_t x = column * cell + mcunet_part(mcunet_fixed_sigmoid(field(cells, values, FIELD_X)), cell);
    const int64_t y = row * cell + mcunet_part(mcunet_fixed_sigmoid(field(cells, values, FIELD_Y)), cell);
    /* e^t in 2^-14, at most 2^48; an anchor has at most 20 bits. */
    const int32_t anchor_width = (int32_t)(anchor_size(cells->sizes, anchor, 0) * 16.0f);
    const int32_t anchor_height = (int32_t)(anchor_size(cells->sizes, anchor, 1) * 16.0f);
    const int64_t width = (anchor_width * (mcunet_fixed_exp(field(cells, values, FIELD_WIDTH)) >> 20)) >> 10;
    const int64_t height = (anchor_height * (mcunet_fixed_exp(field(cells, values, FIELD_HEIGHT)) >> 20)) >> 10;
    mcunet_box_place(&box->left, &box->right, x - width / 2, x + width / 2, cells->input_width);
    mcunet_box_place(&box->top, &box->bottom, y - height / 2, y + height / 2, cells->input_height);
}

static void consider_anchor(const mcunet_cells *cells, int32_t row, int32_t column, int32_t anchor, const int8_t *values,
                            mcunet_box_pass *pass)
{
    mcunet_box box;
    const int32_t object = mcunet_fixed_sigmoid(field(cells, values, FIELD_OBJECTNESS));
    if (object <= pass->best.probability) {
        return; /* the box is no more probable than its object */
    }
    box.class_index = class_of(cells, values, object, &box.probability);
    if (mcunet_box_is_wanted(pass, box.probability)) {
        decode(cells, row, column, anchor, values, &box);
        mcunet_box_offer(pass, &box);
    }
}

static void consider(mcunet_cells *cells, int32_t row, int32_t column, const int8_t *values, mcunet_box_pass *pass)
{
    for (int32_t anchor = 0; anchor < cells->parts; anchor++) {
        pass->place++;
        consider_anchor(cells, row, column, anchor, values + anchor * (FIELD_CLASSES + cells->classes), pass);
    }
}

static int are_anchors_sane(const mcunet_cells *cells)
{
    int sane = cells->parts >= 1;
    for (int32_t i = 0; sane && i < 2 * cells->parts; i++) {
        const float size = anchor_size(cells->sizes, i / 2, i % 2);
        sane = size > 0.0f && size <= MAX_ANCHOR; /* and a number */
    }
    return sane;
}

static const uint8_t *read(mcunet_cells *cells, const uint8_t *at, const uint8_t *end)
{
    cells->parts = mcunet_read_u16(at);
    cells->stride = mcunet_read_u16(at + 2);
    cells->sizes = at + 4;
    const int is_sound = (end - cells->sizes) / 8 >= cells->parts && cells->view.channels == cells->parts * (FIELD_CLASSES + cells->classes)
                         && are_anchors_sane(cells);
    return is_sound ? cells->sizes + cells->parts * 8 : NULL;
}

static const mcunet_cells_class yolo = {read, consider};

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    return mcunet_scan_cells(model, head, &yolo, NULL);
}

static void scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    (void)mcunet_scan_cells(model, head, &yolo, pass); /* sound, as verified */
}

static int32_t detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    static const mcunet_box_search search = {scan, NULL};
    return mcunet_find_boxes(model, &search, words, length, threshold, overlap);
}

const mcunet_head_class mcunet_yolo_head = {MCUNET_HEAD_YOLO, verify, detect};
