/* SPDX-License-Identifier: MIT */
/*
 * YOLOv3 boxes (Redmon and Farhadi, 2018): in cell (column, row) of an output with stride s, anchor (w, h) predicts
 *   centre x = (column + sigmoid(tx)) s, centre y = (row + sigmoid(ty)) s, width = w e^tw, height = h e^th,
 *   probability = sigmoid(objectness) sigmoid(best class).
 */
#include <string.h>

#include "boxes.h"
#include "fixed_exp.h"

#define MAX_ANCHOR 65535.0f /* pixels */

enum { FIELD_X, FIELD_Y, FIELD_WIDTH, FIELD_HEIGHT, FIELD_OBJECTNESS, FIELD_CLASSES };

typedef struct {
    mcunet_view view;
    float scale;
    int32_t classes, anchors, stride;
    const uint8_t *anchor_sizes;       /* float32 width, height an anchor; read by memcpy */
    int32_t input_width, input_height; /* 1/16 pixel */
} yolo_output;

static uint16_t read_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

/* The width (axis 0) or height (axis 1) of one of an output's anchors, in pixels. */
static float anchor_size(const uint8_t *sizes, int32_t anchor, int32_t axis)
{
    float size;
    memcpy(&size, sizes + (anchor * 2 + axis) * 4, sizeof size);
    return size;
}

static int32_t field(const yolo_output *output, const int8_t *values, int32_t index)
{
    return mcunet_dequantize_fixed(values[index], output->view.zero_point, output->scale);
}

static int32_t best_class(const yolo_output *output, const int8_t *values)
{
    int32_t best = 0;
    for (int32_t index = 1; index < output->classes; index++) {
        best = values[FIELD_CLASSES + index] > values[FIELD_CLASSES + best] ? index : best;
    }
    return best;
}

static int32_t class_of(const yolo_output *output, const int8_t *values, int32_t object, int32_t *probability)
{
    const int32_t class_index = best_class(output, values);
    const int64_t class_ = mcunet_fixed_sigmoid(field(output, values, FIELD_CLASSES + class_index));
    *probability = (int32_t)(object * class_ / MCUNET_PROBABILITY_ONE);
    return class_index;
}

static void decode(const yolo_output *output, int32_t row, int32_t column, int32_t anchor, const int8_t *values, mcunet_box *box)
{
    const int64_t cell = output->stride * 16;
    const int64_t x = column * cell + mcunet_fixed_sigmoid(field(output, values, FIELD_X)) * cell / 65536;
    const int64_t y = row * cell + mcunet_fixed_sigmoid(field(output, values, FIELD_Y)) * cell / 65536;
    /* e^t in 2^-14, at most 2^48; an anchor has at most 20 bits. */
    const int32_t anchor_width = (int32_t)(anchor_size(output->anchor_sizes, anchor, 0) * 16.0f);
    const int32_t anchor_height = (int32_t)(anchor_size(output->anchor_sizes, anchor, 1) * 16.0f);
    const int64_t width = (anchor_width * (mcunet_fixed_exp(field(output, values, FIELD_WIDTH)) >> 20)) >> 10;
    const int64_t height = (anchor_height * (mcunet_fixed_exp(field(output, values, FIELD_HEIGHT)) >> 20)) >> 10;
    mcunet_box_place(&box->left, &box->right, x - width / 2, x + width / 2, output->input_width);
    mcunet_box_place(&box->top, &box->bottom, y - height / 2, y + height / 2, output->input_height);
}

/* Looks at one anchor of one cell. */
static void consider(const yolo_output *output, int32_t row, int32_t column, int32_t anchor, const int8_t *values, mcunet_box_pass *pass)
{
    mcunet_box box;
    const int32_t object = mcunet_fixed_sigmoid(field(output, values, FIELD_OBJECTNESS));
    if (object <= pass->best.probability) {
        return; /* the box is no more probable than its object */
    }
    box.class_index = class_of(output, values, object, &box.probability);
    if (mcunet_box_is_wanted(pass, box.probability)) {
        decode(output, row, column, anchor, values, &box);
        mcunet_box_offer(pass, &box);
    }
}

static void scan(const yolo_output *output, mcunet_box_pass *pass)
{
    const mcunet_view *view = &output->view;
    for (int32_t row = 0; row < view->height; row++) {
        for (int32_t column = 0; column < view->width; column++) {
            const int8_t *values = view->data + row * view->row_stride + column * view->channels;
            for (int32_t anchor = 0; anchor < output->anchors; anchor++) {
                consider(output, row, column, anchor, values + anchor * (FIELD_CLASSES + output->classes), pass);
                pass->place++;
            }
        }
    }
}

/* Reads what the head says of its next output; returns where it says that of the one after. */
static const uint8_t *read_output(yolo_output *output, const uint8_t *at)
{
    output->anchors = read_u16(at);
    output->stride = read_u16(at + 2);
    output->anchor_sizes = at + 4;
    return output->anchor_sizes + output->anchors * 8;
}

static int are_anchors_sane(const yolo_output *output)
{
    int sane = output->anchors >= 1;
    for (int32_t i = 0; sane && i < 2 * output->anchors; i++) {
        const float size = anchor_size(output->anchor_sizes, i / 2, i % 2);
        sane = size > 0.0f && size <= MAX_ANCHOR; /* and a number */
    }
    return sane;
}

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    const uint8_t *at = (const uint8_t *)(head + 1);
    const uint8_t *end = at + head->bytes;
    if (end - at < 4) {
        return MCUNET_ERROR_TENSOR;
    }
    const int32_t fields = FIELD_CLASSES + read_u16(at);
    const int32_t outputs = read_u16(at + 2);
    at += 4;
    if (fields == FIELD_CLASSES || outputs > model->header->output_count) {
        return MCUNET_ERROR_TENSOR;
    }
    for (int32_t index = 0; index < outputs; index++) {
        yolo_output output;
        const int32_t channels = model->tensors[model->slots[model->outputs[index]].tensor].channels;
        if (end - at < 4 || (end - at - 4) / 8 < read_u16(at)) {
            return MCUNET_ERROR_TENSOR;
        }
        at = read_output(&output, at);
        if (output.stride < 1 || channels % fields != 0 || channels / fields != output.anchors || !are_anchors_sane(&output)) {
            return MCUNET_ERROR_TENSOR;
        }
    }
    return MCUNET_OK;
}

/* One pass over all outputs. */
static void scan_outputs(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    const uint8_t *at = (const uint8_t *)(head + 1);
    const int32_t outputs = read_u16(at + 2);
    yolo_output output;
    output.classes = read_u16(at);
    output.input_width = mcunet_model_input(model)->width * 16;
    output.input_height = mcunet_model_input(model)->height * 16;
    at += 4;
    for (int32_t index = 0; index < outputs; index++) {
        (void)mcunet_model_output(model, index, &output.view, &output.scale); /* there is one */
        at = read_output(&output, at);
        scan(&output, pass);
    }
}

static int32_t detect(const mcunet_model *model, mcunet_box *boxes, int32_t capacity, int32_t threshold, int32_t overlap)
{
    return mcunet_find_boxes(model, scan_outputs, boxes, capacity, threshold, overlap);
}

const mcunet_head_class mcunet_yolo_head = {verify, detect};
