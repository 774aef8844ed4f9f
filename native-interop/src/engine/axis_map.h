/*
 * How an operator's output depends on one of its inputs along one axis. Rows and columns are independent of each other for every
 * operator, which is what makes a patch's regions products of a row interval and a column interval.
 */
#ifndef MCUNET_AXIS_MAP_H
#define MCUNET_AXIS_MAP_H

#include "mcunet/engine.h"

typedef enum { MCUNET_ROWS = 0, MCUNET_COLUMNS = 1 } mcunet_direction;

/* "All of it, and whatever padding follows": ends saturate here. */
#define MCUNET_UNBOUNDED 0xFFFF

typedef enum {
    MCUNET_MAP_WINDOW,    /* output y reads input y * stride - pad + [0, extent) */
    MCUNET_MAP_TABLE,     /* output y reads input table[y] */
    MCUNET_MAP_GLOBAL,    /* every output reads all of the input */
    MCUNET_MAP_ACCUMULATE /* likewise, but the input is consumed as it arrives */
} mcunet_map_kind;

typedef struct {
    mcunet_map_kind kind;
    int32_t extent, stride, pad;
    const uint16_t *table;
    int32_t input_size, output_size;
} mcunet_axis_map;

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
