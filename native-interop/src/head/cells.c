/* SPDX-License-Identifier: MIT */
#include "cells.h"

enum { HEAD_BYTES = 4, LEAST_OUTPUT_BYTES = 4 };

static void scan(mcunet_cells *cells, const mcunet_cells_class *class_, mcunet_box_pass *pass)
{
    const mcunet_view *view = &cells->view;
    for (int32_t row = 0; row < view->height; row++) {
        for (int32_t column = 0; column < view->width; column++) {
            class_->consider(cells, row, column, view->data + row * view->row_stride + column * view->channels, pass);
        }
    }
}

mcunet_status mcunet_scan_cells(const mcunet_model *model, const mcunet_head *head, const mcunet_cells_class *class_, mcunet_box_pass *pass)
{
    const uint8_t *at = (const uint8_t *)(head + 1);
    const uint8_t *end = at + head->bytes;
    mcunet_cells cells;
    if (end - at < HEAD_BYTES) {
        return MCUNET_ERROR_TENSOR;
    }
    cells.classes = mcunet_read_u16(at);
    cells.input_width = mcunet_model_input(model)->width * 16;
    cells.input_height = mcunet_model_input(model)->height * 16;
    const int32_t outputs = mcunet_read_u16(at + 2);
    at += HEAD_BYTES;
    for (int32_t index = 0; index < outputs; index++) {
        if (cells.classes == 0 || mcunet_model_output(model, index, &cells.view, &cells.scale) != MCUNET_OK
            || end - at < LEAST_OUTPUT_BYTES) {
            return MCUNET_ERROR_TENSOR;
        }
        at = class_->read(&cells, at, end);
        if (at == NULL || cells.stride < 1) {
            return MCUNET_ERROR_TENSOR;
        }
        cells.refused = -129;
        if (pass != NULL) {
            scan(&cells, class_, pass);
        }
    }
    return MCUNET_OK;
}
