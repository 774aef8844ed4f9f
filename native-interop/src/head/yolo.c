/*
 * YOLOv3 boxes (Redmon and Farhadi, 2018): in cell (column, row) of an output with stride s, anchor (w, h) predicts
 *   centre x = (column + sigmoid(tx)) s, centre y = (row + sigmoid(ty)) s, width = w e^tw, height = h e^th,
 *   probability = sigmoid(objectness) sigmoid(best class).
 */
#include <stddef.h>
#include <string.h>

#include "boxes.h"
#include "fixed_exp.h"

enum { FIELD_X, FIELD_Y, FIELD_WIDTH, FIELD_HEIGHT, FIELD_OBJECTNESS, FIELD_CLASSES };

typedef struct {
    mcunet_view view;
    float scale;
    int32_t classes, anchors, stride;
    const uint8_t *anchor_sizes; /* float32 width, height an anchor; read by memcpy */
    int32_t input_width, input_height; /* 1/16 pixel */
    int32_t threshold;
} yolo_output;

static uint16_t read_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

/* An anchor's width (axis 0) or height (axis 1) in 1/16 pixel. */
static int32_t anchor_size(const yolo_output *output, int32_t anchor, int32_t axis)
{
    float size;
    memcpy(&size, output->anchor_sizes + (anchor * 2 + axis) * 4, sizeof size);
    return size >= 0.0f && size <= 65535.0f ? (int32_t)(size * 16.0f) : 0;
}

static int32_t field(const yolo_output *output, const int8_t *values, int32_t index)
{
    return mcunet_dequantize_fixed(values[index], output->view.zero_point, output->scale);
}

static int32_t clip(int64_t value, int32_t most)
{
    return value < 0 ? 0 : (value > most ? most : (int32_t)value);
}

/* Sets the box's extent along one axis from its centre and size, clipped to the input. */
static void place(int32_t *low, int32_t *high, int64_t centre, int64_t size, int32_t most)
{
    *low = clip(centre - size / 2, most);
    *high = clip(centre + size / 2, most);
}

static int32_t best_class(const yolo_output *output, const int8_t *values)
{
    int32_t best = 0;
    for (int32_t index = 1; index < output->classes; index++) {
        best = values[FIELD_CLASSES + index] > values[FIELD_CLASSES + best] ? index : best;
    }
    return best;
}

/* Decodes one anchor of one cell; 0 when it is not probable enough. */
static int decode(const yolo_output *output, int32_t row, int32_t column, int32_t anchor, const int8_t *values, mcunet_box *box)
{
    const int32_t class_index = best_class(output, values);
    const int64_t object = mcunet_fixed_sigmoid(field(output, values, FIELD_OBJECTNESS));
    const int64_t class_ = mcunet_fixed_sigmoid(field(output, values, FIELD_CLASSES + class_index));
    const int32_t probability = (int32_t)((object * class_) / MCUNET_PROBABILITY_ONE);
    if (probability < output->threshold) {
        return 0;
    }
    const int64_t cell = output->stride * 16;
    const int64_t x = column * cell + mcunet_fixed_sigmoid(field(output, values, FIELD_X)) * cell / 65536;
    const int64_t y = row * cell + mcunet_fixed_sigmoid(field(output, values, FIELD_Y)) * cell / 65536;
    /* e^t in 2^-14, at most 2^48; an anchor has at most 20 bits. */
    const int64_t width = (anchor_size(output, anchor, 0) * (mcunet_fixed_exp(field(output, values, FIELD_WIDTH)) >> 20)) >> 10;
    const int64_t height = (anchor_size(output, anchor, 1) * (mcunet_fixed_exp(field(output, values, FIELD_HEIGHT)) >> 20)) >> 10;
    box->class_index = class_index;
    box->probability = probability;
    place(&box->left, &box->right, x, width, output->input_width);
    place(&box->top, &box->bottom, y, height, output->input_height);
    return 1;
}

static int32_t scan(const yolo_output *output, mcunet_box *boxes, int32_t count, int32_t capacity)
{
    const mcunet_view *view = &output->view;
    for (int32_t row = 0; row < view->height; row++) {
        for (int32_t column = 0; column < view->width; column++) {
            const int8_t *values = view->data + row * view->row_stride + column * view->channels;
            for (int32_t anchor = 0; anchor < output->anchors; anchor++) {
                mcunet_box box;
                if (decode(output, row, column, anchor, values + anchor * (FIELD_CLASSES + output->classes), &box)) {
                    count = mcunet_insert_box(boxes, count, capacity, &box);
                }
            }
        }
    }
    return count;
}

int32_t mcunet_detect(const mcunet_model *model, mcunet_box *boxes, int32_t capacity, int32_t threshold, int32_t overlap)
{
    const mcunet_head *head = mcunet_model_head(model);
    if (head == NULL || head->kind != MCUNET_HEAD_YOLO) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const uint8_t *at = (const uint8_t *)(head + 1);
    const uint8_t *end = at + head->bytes;
    if (head->bytes < 4u) {
        return MCUNET_ERROR_TENSOR;
    }
    const int32_t classes = read_u16(at);
    const int32_t outputs = read_u16(at + 2);
    at += 4;
    int32_t count = 0;
    for (int32_t index = 0; index < outputs; index++) {
        yolo_output output;
        const mcunet_status status = mcunet_model_output(model, index, &output.view, &output.scale);
        if (status != MCUNET_OK) {
            return status;
        }
        output.classes = classes;
        if (end - at < 4) {
            return MCUNET_ERROR_TENSOR;
        }
        output.anchors = read_u16(at);
        output.stride = read_u16(at + 2);
        output.anchor_sizes = at + 4;
        at += 4;
        if (classes < 1 || (end - at) / 8 < output.anchors
            || output.anchors * (FIELD_CLASSES + classes) != output.view.channels) {
            return MCUNET_ERROR_TENSOR;
        }
        at += output.anchors * 8;
        output.input_width = mcunet_model_input(model)->width * 16;
        output.input_height = mcunet_model_input(model)->height * 16;
        output.threshold = threshold;
        count = scan(&output, boxes, count, capacity);
    }
    return mcunet_suppress_boxes(boxes, count, overlap);
}
