/* SPDX-License-Identifier: MIT */
/* What every slot of a stage holds and computes at one step along one axis. docs/SCHEDULING.md explains the rules. */
#ifndef MCUNET_INTERVALS_H
#define MCUNET_INTERVALS_H

#include "axis_map.h"

/*
 * Fills intervals[0 .. slot_count) (one a slot of the stage, in order) for step `step` of the stage's walk along `direction`.
 * Requires operators whose inputs come before them, and sizes up to MCUNET_MAX_DIMENSION.
 */
void mcunet_intervals(const mcunet_model *model, const mcunet_stage *stage, mcunet_direction direction, int32_t step,
                      mcunet_interval *intervals);

#endif
