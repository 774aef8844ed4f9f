/* SPDX-License-Identifier: MIT */
/*
 * Boxes without anchors (Tian et al. 2019, FCOS): in cell (column, row) of an output with stride s, whose centre is ((column + 1/2) s, (row + 1/2) s), the first
 * values are the distances in strides from there to the box's left, top, right and bottom side, the others a logit a class;
 *   probability = sigmoid(best class).
 * With several bins a side's distance is the mean of 0, 1 .. bins - 1 weighted by the softmax of as many logits (Li et al. 2020, generalized focal loss;
 * YOLOv8).
 */
#include "boxes.h"
#include "fixed_exp.h"

#define MOST_BINS 64

enum { SIDES = 4, HEAD_BYTES = 4, OUTPUT_BYTES = 4 };

typedef struct {
    mcunet_view view;
    float scale;
    int32_t classes, bins, stride;
    int32_t input_width, input_height; /* 1/16 pixel */
    int32_t refused;                   /* the largest logit of this output that is known to be no more probable than the best box */
} fcos_output;

static uint16_t read_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

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
static int64_t distance(const fcos_output *output, const int8_t *values, int32_t side)
{
    const int64_t strides = output->bins == 1 ? mcunet_dequantize_fixed(values[side], output->view.zero_point, output->scale)
                                              : expectation(values + side * output->bins, output->bins, output->scale);
    return strides * output->stride * 16 / 65536;
}

static void decode(const fcos_output *output, int32_t row, int32_t column, const int8_t *values, mcunet_box *box)
{
    const int64_t x = (int64_t)(2 * column + 1) * output->stride * 8;
    const int64_t y = (int64_t)(2 * row + 1) * output->stride * 8;
    mcunet_box_place(&box->left, &box->right, x - distance(output, values, 0), x + distance(output, values, 2), output->input_width);
    mcunet_box_place(&box->top, &box->bottom, y - distance(output, values, 1), y + distance(output, values, 3), output->input_height);
}

/* Looks at one cell. */
static void consider(fcos_output *output, int32_t row, int32_t column, const int8_t *values, mcunet_box_pass *pass)
{
    const int8_t *logits = values + SIDES * output->bins;
    mcunet_box box;
    box.class_index = 0;
    for (int32_t index = 1; index < output->classes; index++) {
        box.class_index = logits[index] > logits[box.class_index] ? index : box.class_index;
    }
    const int32_t logit = logits[box.class_index];
    if (logit <= output->refused) {
        return;
    }
    box.probability = mcunet_fixed_sigmoid(mcunet_dequantize_fixed(logit, output->view.zero_point, output->scale));
    if (box.probability <= pass->best.probability) {
        output->refused = logit;
    }
    if (mcunet_box_is_wanted(pass, box.probability)) {
        decode(output, row, column, values, &box);
        mcunet_box_offer(pass, &box);
    }
}

static void scan(fcos_output *output, mcunet_box_pass *pass)
{
    const mcunet_view *view = &output->view;
    for (int32_t row = 0; row < view->height; row++) {
        for (int32_t column = 0; column < view->width; column++, pass->place++) {
            consider(output, row, column, view->data + row * view->row_stride + column * view->channels, pass);
        }
    }
}

/* Reads what the head says of its next output; returns where it says that of the one after. */
static const uint8_t *read_output(fcos_output *output, const uint8_t *at)
{
    output->stride = read_u16(at);
    output->bins = read_u16(at + 2);
    return at + OUTPUT_BYTES;
}

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    const uint8_t *at = (const uint8_t *)(head + 1);
    if (head->bytes < HEAD_BYTES) {
        return MCUNET_ERROR_TENSOR;
    }
    const int32_t classes = read_u16(at);
    const int32_t outputs = read_u16(at + 2);
    if (classes < 1 || outputs > model->header->output_count || (head->bytes - HEAD_BYTES) / OUTPUT_BYTES < (uint32_t)outputs) {
        return MCUNET_ERROR_TENSOR;
    }
    at += HEAD_BYTES;
    for (int32_t index = 0; index < outputs; index++) {
        fcos_output output;
        const int32_t channels = model->tensors[model->slots[model->outputs[index]].tensor].channels;
        at = read_output(&output, at);
        if (output.stride < 1 || output.bins < 1 || output.bins > MOST_BINS || channels != SIDES * output.bins + classes) {
            return MCUNET_ERROR_TENSOR;
        }
    }
    return MCUNET_OK;
}

static void scan_outputs(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    const uint8_t *at = (const uint8_t *)(head + 1);
    const int32_t outputs = read_u16(at + 2);
    fcos_output output;
    output.classes = read_u16(at);
    output.input_width = mcunet_model_input(model)->width * 16;
    output.input_height = mcunet_model_input(model)->height * 16;
    at += HEAD_BYTES;
    for (int32_t index = 0; index < outputs; index++) {
        (void)mcunet_model_output(model, index, &output.view, &output.scale); /* there is one */
        output.refused = -129;
        at = read_output(&output, at);
        scan(&output, pass);
    }
}

static int32_t detect(const mcunet_model *model, mcunet_box *boxes, int32_t capacity, int32_t threshold, int32_t overlap)
{
    return mcunet_find_boxes(model, scan_outputs, boxes, capacity, threshold, overlap);
}

const mcunet_head_class mcunet_fcos_head = {verify, detect};
