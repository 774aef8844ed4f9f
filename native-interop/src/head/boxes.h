/* SPDX-License-Identifier: MIT */
/* Non-maximum suppression. */
#ifndef MCUNET_SRC_HEAD_BOXES_H
#define MCUNET_SRC_HEAD_BOXES_H

#include "mcunet/head.h"

/* Whether one of `count` boxes of the candidate's class overlaps it by more than `overlap` (intersection over union, 1/65536). */
int mcunet_box_is_taken(const mcunet_box *boxes, int32_t count, const mcunet_box *candidate, int32_t overlap);

#endif
