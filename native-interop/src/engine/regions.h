/* SPDX-License-Identifier: MIT */
/* Where a slot's pixels are at the begun patch, and moving kept ones between patches. */
#ifndef MCUNET_REGIONS_H
#define MCUNET_REGIONS_H

#include "intervals.h"

/* The intervals of one slot at the begun patch. */
typedef struct {
    mcunet_interval rows, columns;
} mcunet_extents;

mcunet_interval *mcunet_stage_intervals(const mcunet_model *model, const mcunet_stage *stage, mcunet_direction direction);

mcunet_extents mcunet_slot_extents(const mcunet_model *model, const mcunet_stage *stage, int32_t slot);

mcunet_view mcunet_slot_view(const mcunet_model *model, int32_t slot, const mcunet_extents *extents);

/* Brings kept rows and columns of earlier patches into the slot's window, before its producer runs. */
void mcunet_slot_restore(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column);

/* Puts rows and columns that later patches read into the slot's line and stash, after its producer ran. */
void mcunet_slot_save(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column);

/* Moves kept pixels of a window that has no line or stash to where the next patch expects them, after the last consumer ran. */
void mcunet_slot_slide(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column);

#endif
