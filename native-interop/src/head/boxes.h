/* Keeping the best boxes. */
#ifndef MCUNET_SRC_HEAD_BOXES_H
#define MCUNET_SRC_HEAD_BOXES_H

#include "mcunet/head.h"

/* Inserts a box into `count` boxes sorted by falling probability, dropping the last beyond `capacity`; the new count. */
int32_t mcunet_insert_box(mcunet_box *boxes, int32_t count, int32_t capacity, const mcunet_box *box);

/* Non-maximum suppression, in place, of boxes sorted by falling probability; how many stay. */
int32_t mcunet_suppress_boxes(mcunet_box *boxes, int32_t count, int32_t overlap);

#endif
