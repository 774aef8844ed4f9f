/* SPDX-License-Identifier: MIT */
#include "mcunet/head.h"
#include "mcunet/port.h"
#include "state.h"

/* What every description checks first. */
static int32_t check(int32_t handle, mcunet_open_model **open, const int32_t *fields, int32_t length, int32_t needed)
{
    const mcunet_status status = mcunet_find_model(handle, open);
    if (status != MCUNET_OK) {
        return status;
    }
    return fields == NULL || length < needed ? MCUNET_ERROR_BUFFER : MCUNET_OK;
}

int32_t mcunet_copy_text(const char *source, int32_t bytes, uint8_t *text, int32_t length)
{
    if (text == NULL || length < 0) {
        return MCUNET_ERROR_BUFFER;
    }
    const int32_t copied = bytes < length ? bytes : length;
    __builtin_memcpy(text, source, (size_t)copied);
    return copied;
}

static int32_t text_bytes(const char *text, int32_t most)
{
    int32_t bytes = 0;
    while (bytes < most && text[bytes] != '\0') {
        bytes++;
    }
    return bytes;
}

/* What a package was compiled for. Operators that the fast kernels of a layout do not cover are portable in every package, so that the
   header decides, not they. */
static int32_t layout_of(const mcunet_header *header)
{
    for (int32_t layout = MCUNET_LAYOUTS - 1; layout > MCUNET_LAYOUT_PORTABLE; layout--) {
        if (header->layout_versions[layout] != 0) {
            return layout;
        }
    }
    return MCUNET_LAYOUT_PORTABLE;
}

int32_t mcunet_interop_model_info(int32_t handle, int32_t *fields, int32_t length)
{
    mcunet_open_model *open;
    const int32_t status = check(handle, &open, fields, length, MCUNET_MODEL_FIELDS);
    if (status != MCUNET_OK) {
        return status;
    }
    const mcunet_model *model = &open->model;
    const mcunet_header *header = model->header;
    const mcunet_tensor *input = mcunet_model_input(model);
    const mcunet_head *head = mcunet_model_head(model);
    fields[MCUNET_MODEL_STAGES] = header->stage_count;
    fields[MCUNET_MODEL_OPERATORS] = header->operator_count;
    fields[MCUNET_MODEL_OUTPUTS] = header->output_count;
    fields[MCUNET_MODEL_PACKAGE_BYTES] = (int32_t)header->total_bytes;
    fields[MCUNET_MODEL_ARENA_BYTES] = (int32_t)header->arena_bytes;
    fields[MCUNET_MODEL_INPUT_HEIGHT] = input->height;
    fields[MCUNET_MODEL_INPUT_WIDTH] = input->width;
    fields[MCUNET_MODEL_INPUT_CHANNELS] = input->channels;
    fields[MCUNET_MODEL_INPUT_ZERO_POINT] = input->zero_point;
    fields[MCUNET_MODEL_INPUT_SCALE] = mcunet_float_bits(input->scale);
    fields[MCUNET_MODEL_HEAD] = head == NULL ? 0 : head->kind;
    fields[MCUNET_MODEL_HEAD_COUNT] = head == NULL ? 0 : head->count;
    fields[MCUNET_MODEL_LAYOUT] = layout_of(header);
    fields[MCUNET_MODEL_BEST_LAYOUT] = mcunet_port_layout();
    const int32_t threshold = mcunet_class_threshold(model);
    fields[MCUNET_MODEL_THRESHOLD] = threshold < 0 ? 0 : threshold;
    const mcunet_head *labels = mcunet_model_labels(model);
    fields[MCUNET_MODEL_LABELS] = labels == NULL ? 0 : labels->count;
    return MCUNET_OK;
}

/* The model's input arrives through the operator of kind MCUNET_INPUT. */
static int needs_input(const mcunet_model *model, const mcunet_stage *stage)
{
    for (int32_t index = 0; index < stage->operator_count; index++) {
        if (model->operators[stage->first_operator + index].kind == MCUNET_INPUT) {
            return 1;
        }
    }
    return 0;
}

int32_t mcunet_interop_stage_info(int32_t handle, int32_t index, int32_t *fields, int32_t length)
{
    mcunet_open_model *open;
    const int32_t status = check(handle, &open, fields, length, MCUNET_STAGE_FIELDS);
    if (status != MCUNET_OK) {
        return status;
    }
    const mcunet_stage *stage = mcunet_model_stage(&open->model, index);
    if (stage == NULL) {
        return MCUNET_ERROR_ARGUMENT;
    }
    fields[MCUNET_STAGE_ROWS] = stage->rows.count;
    fields[MCUNET_STAGE_COLUMNS] = stage->columns.count;
    fields[MCUNET_STAGE_OPERATORS] = stage->operator_count;
    fields[MCUNET_STAGE_FIRST_OPERATOR] = stage->first_operator;
    fields[MCUNET_STAGE_NEEDS_INPUT] = needs_input(&open->model, stage);
    return MCUNET_OK;
}

int32_t mcunet_interop_operator_info(int32_t handle, int32_t index, int32_t *fields, int32_t length)
{
    mcunet_open_model *open;
    const int32_t status = check(handle, &open, fields, length, MCUNET_OPERATOR_FIELDS);
    if (status != MCUNET_OK) {
        return status;
    }
    const mcunet_model *model = &open->model;
    if (index < 0 || index >= model->header->operator_count) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const mcunet_operator *op = &model->operators[index];
    const mcunet_tensor *output = &model->tensors[model->slots[op->output].tensor];
    fields[MCUNET_OPERATOR_KIND] = op->kind;
    fields[MCUNET_OPERATOR_HEIGHT] = output->height;
    fields[MCUNET_OPERATOR_WIDTH] = output->width;
    fields[MCUNET_OPERATOR_CHANNELS] = output->channels;
    return MCUNET_OK;
}

int32_t mcunet_interop_model_id(int32_t handle, uint8_t *text, int32_t length)
{
    mcunet_open_model *open;
    const mcunet_status status = mcunet_find_model(handle, &open);
    if (status != MCUNET_OK) {
        return status;
    }
    const mcunet_header *header = open->model.header;
    return mcunet_copy_text(header->model_id, text_bytes(header->model_id, (int32_t)sizeof header->model_id), text, length);
}

int32_t mcunet_interop_label(int32_t handle, int32_t label, uint8_t *text, int32_t length)
{
    mcunet_open_model *open;
    const mcunet_status status = mcunet_find_model(handle, &open);
    if (status != MCUNET_OK) {
        return status;
    }
    const char *source = NULL;
    const int32_t bytes = mcunet_class_label(&open->model, label, &source);
    return bytes < 0 ? bytes : mcunet_copy_text(source, bytes, text, length);
}

int32_t mcunet_interop_backend(int32_t handle, uint8_t *text, int32_t length)
{
    (void)handle;
    const char *name = mcunet_port_backend();
    return mcunet_copy_text(name, text_bytes(name, 64), text, length);
}
