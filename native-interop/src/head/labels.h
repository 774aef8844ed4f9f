/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_HEAD_LABELS_H
#define MCUNET_HEAD_LABELS_H

#include "mcunet/format.h"

/* Bytes of the labels of a head of kind MCUNET_HEAD_CLASSIFIER, whose last one ends there; more than the head's when one does not end. */
uint32_t mcunet_label_bytes(const mcunet_head *head);

#endif
