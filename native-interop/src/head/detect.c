/* SPDX-License-Identifier: MIT */
/* Boxes, whatever the kind of head. */
#include <stddef.h>

#include "mcunet/head.h"

const mcunet_head_class *mcunet_find_head(int32_t kind)
{
    const mcunet_head_class *const *head = mcunet_linked_heads;
    while (*head != NULL && (int32_t)(*head)->kind != kind) {
        head++;
    }
    return *head;
}

int32_t mcunet_detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    const mcunet_head *head = mcunet_model_head(model); /* opening has checked that its kind is linked */
    const mcunet_head_class *class_ = head == NULL ? NULL : mcunet_find_head(head->kind);
    return class_ == NULL || class_->detect == NULL ? MCUNET_ERROR_NOT_FOUND : class_->detect(model, words, length, threshold, overlap);
}
