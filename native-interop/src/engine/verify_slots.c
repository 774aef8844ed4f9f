/* SPDX-License-Identifier: MIT */
#include "verify.h"

static mcunet_status verify_tensor(const mcunet_tensor *tensor)
{
    const uint64_t bytes = (uint64_t)tensor->height * tensor->width * tensor->channels;
    const int in_range = tensor->height >= 1 && tensor->height <= MCUNET_MAX_DIMENSION && tensor->width >= 1
                         && tensor->width <= MCUNET_MAX_DIMENSION && tensor->channels >= 1 && tensor->channels <= MCUNET_MAX_CHANNELS
                         && bytes <= MCUNET_MAX_TENSOR_BYTES;
    return in_range ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

static mcunet_status verify_slot(const mcunet_model *model, const mcunet_slot *slot)
{
    const uint32_t arena_bytes = model->header->arena_bytes;
    if (slot->tensor >= model->header->tensor_count || slot->kind > MCUNET_SLOT_CONSTANT) {
        return MCUNET_ERROR_LAYOUT;
    }
    const mcunet_tensor *tensor = &model->tensors[slot->tensor];
    const uint64_t bytes = (uint64_t)slot->window_height * slot->window_width * tensor->channels;
    const int full_width = slot->window_width == tensor->width;
    const int full = full_width && slot->window_height == tensor->height;

    if (slot->kind == MCUNET_SLOT_CONSTANT) {
        const int in_constants = slot->offset >= model->header->constants_offset;
        return full && in_constants && mcunet_inside(slot->offset, bytes, model->header->total_bytes) ? MCUNET_OK : MCUNET_ERROR_LAYOUT;
    }
    if ((slot->kind == MCUNET_SLOT_WHOLE && !full) || (slot->kind == MCUNET_SLOT_BAND && !full_width)
        || slot->window_height > tensor->height || slot->window_width > tensor->width || !mcunet_inside(slot->offset, bytes, arena_bytes)) {
        return MCUNET_ERROR_BUFFER;
    }
    const int windowed = slot->kind != MCUNET_SLOT_WHOLE;
    const uint64_t line_bytes = (uint64_t)slot->line_rows * tensor->width * tensor->channels;
    const uint64_t stash_bytes = (uint64_t)slot->window_height * slot->stash_columns * tensor->channels;
    const int line_ok = slot->line_offset == MCUNET_NONE || (windowed && mcunet_inside(slot->line_offset, line_bytes, arena_bytes));
    const int stash_ok = slot->stash_offset == MCUNET_NONE
                         || (slot->kind == MCUNET_SLOT_WINDOW && mcunet_inside(slot->stash_offset, stash_bytes, arena_bytes));
    const int output_ok = (slot->flags & MCUNET_SLOT_OUTPUT) == 0 || slot->kind == MCUNET_SLOT_WHOLE;
    return line_ok && stash_ok && output_ok ? MCUNET_OK : MCUNET_ERROR_BUFFER;
}

/* A scale that the heads and the image converter can multiply by; not a number is neither above nor below. */
static int is_scale_sane(float scale)
{
    return scale > 0.0f && scale <= 3.402823466e38f;
}

/* The scales of the outputs, of which the heads make probabilities. Their slots are there. */
static int are_outputs_sane(const mcunet_model *model)
{
    for (int32_t i = 0; i < model->header->output_count; i++) {
        if (!is_scale_sane(model->tensors[model->slots[model->outputs[i]].tensor].scale)) {
            return 0;
        }
    }
    return 1;
}

mcunet_status mcunet_verify_slots(const mcunet_model *model)
{
    for (int32_t i = 0; i < model->header->tensor_count; i++) {
        const mcunet_status status = verify_tensor(&model->tensors[i]);
        if (status != MCUNET_OK) {
            return status;
        }
    }
    for (int32_t i = 0; i < model->header->slot_count; i++) {
        const mcunet_status status = verify_slot(model, &model->slots[i]);
        if (status != MCUNET_OK) {
            return status;
        }
    }
    for (int32_t i = 0; i < model->header->output_count; i++) {
        if (model->outputs[i] >= model->header->slot_count || model->slots[model->outputs[i]].kind != MCUNET_SLOT_WHOLE) {
            return MCUNET_ERROR_LAYOUT;
        }
    }
    return are_outputs_sane(model) ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}
