/* SPDX-License-Identifier: MIT */
/* What every head with boxes shares: non-maximum suppression in the memory of the boxes that are returned. */
#ifndef MCUNET_SRC_HEAD_BOXES_H
#define MCUNET_SRC_HEAD_BOXES_H

#include "mcunet/head.h"

/* Words of a point, and of a box with its points, in what mcunet_detect fills. */
#define MCUNET_POINT_WORDS ((int32_t)(sizeof(mcunet_point) / sizeof(int32_t)))
#define MCUNET_BOX_WORDS(points) ((int32_t)(sizeof(mcunet_box) / sizeof(int32_t)) + (points)*MCUNET_POINT_WORDS)

/* Boxes found so far: each of `stride` words, the first six of them a mcunet_box. */
typedef struct {
    int32_t *words;
    int32_t stride, count;
} mcunet_found;

static inline mcunet_box *mcunet_found_box(const mcunet_found *found, int32_t index)
{
    return (mcunet_box *)(found->words + index * found->stride);
}

/*
 * A pass over the outputs: what has been found, and the best of what has been seen. Boxes come by falling probability, equal ones in scan order.
 *
 * Suppression is greedy, and exact in the memory of the boxes that are returned: each pass finds the most probable box after the last one
 * found that no found one overlaps. Keeping a number of candidates first, as is usual, would let one crowded object hide another.
 */
typedef struct {
    mcunet_found found;
    int32_t threshold, overlap;
    int32_t last_probability, last_place; /* of the box found last */
    int32_t place;                        /* of the box looked at: counted over all outputs by who scans them */
    mcunet_box best;
    int32_t best_place;
} mcunet_box_pass;

/* Whether a found box of the candidate's class overlaps it by more than `overlap` (intersection over union, 1/65536). */
int mcunet_box_is_taken(const mcunet_found *found, const mcunet_box *candidate, int32_t overlap);

/* Whether a box of this probability, at the pass's place, comes after the last one found and before the best one seen. */
int mcunet_box_is_wanted(const mcunet_box_pass *pass, int32_t probability);

/* Offers a box that is wanted: it is the best one seen now, unless one of its class that was found overlaps it. */
void mcunet_box_offer(mcunet_box_pass *pass, const mcunet_box *box);

/* How a kind of head is searched for boxes. */
typedef struct {
    /* Scans all outputs of a model, offering what is wanted. */
    void (*scan)(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass);
    /* Adds what only a box that is returned needs, the best one of a pass: its points, as many as head->count says. Null: nothing. */
    void (*complete)(const mcunet_model *model, const mcunet_head *head, const mcunet_box_pass *pass, mcunet_box *box);
} mcunet_box_search;

/* mcunet_detect, given how a kind of head is searched. */
int32_t mcunet_find_boxes(const mcunet_model *model, const mcunet_box_search *search, int32_t *words, int32_t length, int32_t threshold,
                          int32_t overlap);

/* A coordinate in 1/16 pixel, clipped to the input of `most`. */
int32_t mcunet_box_clip(int64_t value, int32_t most);

/* Sets a box's extent along one axis, in 1/16 pixel, clipped to the input of `most`; none where it would be inside out. */
void mcunet_box_place(int32_t *low, int32_t *high, int64_t from, int64_t to, int32_t most);

/* Reads point `index` of an object. */
typedef void mcunet_point_reader(const void *source, int32_t index, mcunet_point *point);

/*
 * The box around those of an object's `count` points that are at least as probable as `threshold`: an empty one at the first pixel where none is.
 * Returns the mean probability of all.
 */
int32_t mcunet_box_around(mcunet_box *box, mcunet_point_reader *read, const void *source, int32_t count, int32_t threshold);

#endif
