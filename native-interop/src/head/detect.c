/* SPDX-License-Identifier: MIT */
/* Boxes, whatever the kind of head. */
#include <stddef.h>

#include "mcunet/head.h"

int32_t mcunet_detect(const mcunet_model *model, mcunet_box *boxes, int32_t capacity, int32_t threshold, int32_t overlap)
{
    const mcunet_head *head = mcunet_model_head(model); /* opening has checked that its kind is linked */
    const mcunet_head_class *class_ = head == NULL ? NULL : mcunet_linked_heads[head->kind];
    return class_ == NULL || class_->detect == NULL ? MCUNET_ERROR_NOT_FOUND : class_->detect(model, boxes, capacity, threshold, overlap);
}
