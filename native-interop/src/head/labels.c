/* SPDX-License-Identifier: MIT */
#include "labels.h"

#include "mcunet/head.h"

uint32_t mcunet_label_bytes(const mcunet_head *head, int32_t labels)
{
    const char *bytes = (const char *)(head + 1);
    uint32_t at = 0;
    for (; labels > 0; at++) {
        if (at >= head->bytes) {
            return UINT32_MAX;
        }
        labels -= bytes[at] == '\0';
    }
    return at;
}

mcunet_status mcunet_verify_labels(const mcunet_head *head)
{
    const int is_sound = head == NULL || (head->kind == MCUNET_HEAD_CLASSIFIER && mcunet_label_bytes(head, head->count) != UINT32_MAX);
    return is_sound ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

int32_t mcunet_class_label(const mcunet_model *model, int32_t label, const char **text)
{
    const mcunet_head *head = mcunet_model_labels(model);
    if (head == NULL || label < 0 || label >= head->count) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const uint32_t begin = mcunet_label_bytes(head, label);
    *text = (const char *)(head + 1) + begin;
    return (int32_t)(mcunet_label_bytes(head, label + 1) - begin) - 1;
}
