/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_HEAD_LABELS_H
#define MCUNET_HEAD_LABELS_H

#include "mcunet/format.h"

/* Bytes of the first `labels` of a head of kind MCUNET_HEAD_CLASSIFIER; UINT32_MAX when they do not end within it. */
uint32_t mcunet_label_bytes(const mcunet_head *head, int32_t labels);

#endif
