/* SPDX-License-Identifier: MIT */
/* What every head with boxes shares: non-maximum suppression in the memory of the boxes that are returned. */
#ifndef MCUNET_SRC_HEAD_BOXES_H
#define MCUNET_SRC_HEAD_BOXES_H

#include "mcunet/head.h"

/*
 * A pass over the outputs: what has been found, and the best of what has been seen. Boxes come by falling probability, equal ones in scan order.
 *
 * Suppression is greedy, and exact in the memory of the boxes that are returned: each pass finds the most probable box after the last one
 * found that no found one overlaps. Keeping a number of candidates first, as is usual, would let one crowded object hide another.
 */
typedef struct {
    const mcunet_box *found;
    int32_t count, overlap;
    int32_t last_probability, last_place; /* of the box found last */
    int32_t place;                        /* of the box looked at: counted over all outputs by who scans them */
    mcunet_box best;
    int32_t best_place;
} mcunet_box_pass;

/* Whether one of `count` boxes of the candidate's class overlaps it by more than `overlap` (intersection over union, 1/65536). */
int mcunet_box_is_taken(const mcunet_box *boxes, int32_t count, const mcunet_box *candidate, int32_t overlap);

/* Whether a box of this probability, at the pass's place, comes after the last one found and before the best one seen. */
int mcunet_box_is_wanted(const mcunet_box_pass *pass, int32_t probability);

/* Offers a box that is wanted: it is the best one seen now, unless one of its class that was found overlaps it. */
void mcunet_box_offer(mcunet_box_pass *pass, const mcunet_box *box);

/* Scans all outputs of a model, offering what is wanted. */
typedef void mcunet_box_scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass);

/* mcunet_detect, given how a kind of head is scanned. */
int32_t mcunet_find_boxes(const mcunet_model *model, mcunet_box_scan *scan, mcunet_box *boxes, int32_t capacity, int32_t threshold,
                          int32_t overlap);

/* Sets a box's extent along one axis, in 1/16 pixel, clipped to the input of `most`; none where it would be inside out. */
void mcunet_box_place(int32_t *low, int32_t *high, int64_t from, int64_t to, int32_t most);

#endif
