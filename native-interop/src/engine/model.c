/* SPDX-License-Identifier: MIT */
#include "regions.h"

const mcunet_stage *mcunet_model_stage(const mcunet_model *model, int32_t stage)
{
    return stage >= 0 && stage < model->header->stage_count ? &model->stages[stage] : NULL;
}

mcunet_status mcunet_model_output(const mcunet_model *model, int32_t index, mcunet_view *view, float *scale)
{
    if (index < 0 || index >= model->header->output_count) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const mcunet_extents none = {{0, 0, 0, 0}, {0, 0, 0, 0}};
    const int32_t slot = model->outputs[index];
    *view = mcunet_slot_view(model, slot, &none);
    *scale = model->tensors[model->slots[slot].tensor].scale;
    return MCUNET_OK;
}

const mcunet_tensor *mcunet_model_input(const mcunet_model *model)
{
    return &model->tensors[model->slots[model->operators[0].output].tensor];
}

const mcunet_head *mcunet_model_head(const mcunet_model *model)
{
    const uint32_t offset = model->header->head_offset;
    return offset == MCUNET_NONE ? NULL : (const mcunet_head *)(const void *)(model->package + offset);
}

const mcunet_head *mcunet_model_labels(const mcunet_model *model)
{
    const mcunet_head *head = mcunet_model_head(model);
    if (head == NULL || head->kind == MCUNET_HEAD_CLASSIFIER) {
        return head;
    }
    /* Verified to lie within the package. */
    const uint8_t *end = (const uint8_t *)head + mcunet_head_bytes(head);
    return (head->flags & MCUNET_HEAD_NAMED) != 0 ? (const mcunet_head *)(const void *)end : NULL;
}
