/* SPDX-License-Identifier: MIT */
/* Reading axis maps: what a stretch of an operator's output reads of an input, and what an input's arrival lets it compute. */
#ifndef MCUNET_AXIS_MAP_H
#define MCUNET_AXIS_MAP_H

#include "mcunet/operator.h"

/* "All of it, and whatever padding follows": ends saturate here. */
#define MCUNET_UNBOUNDED 0xFFFF

/* Size of the slot's tensor along an axis. */
int32_t mcunet_slot_size(const mcunet_model *model, int32_t slot, mcunet_direction direction);

/* The map of input `index` of an operator. */
mcunet_axis_map mcunet_axis_map_of(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction);

/* First input row that the output rows from `from` on read; the input's size when there are none. Not for ACCUMULATE. */
int32_t mcunet_axis_map_begin(const mcunet_axis_map *map, int32_t from);

/* One past the last input row that the output rows before `end` read; 0 when there are none. */
int32_t mcunet_axis_map_end(const mcunet_axis_map *map, int32_t end);

/*
 * Output rows that can be computed once input rows before `arrived` are there. Rows beyond the input's size are padding, which arrives
 * too: that spreads the last rows of a deep stage over as many steps as any other rows. Saturates at MCUNET_UNBOUNDED.
 */
int32_t mcunet_axis_map_arrival(const mcunet_axis_map *map, int32_t arrived);

#endif
