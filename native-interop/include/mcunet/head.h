/* SPDX-License-Identifier: MIT */
/*
 * What a model's outputs mean: class probabilities, or detected boxes. Fixed-point arithmetic only, so every machine gives the same
 * answers. Probabilities are in 1/65536 (MCUNET_PROBABILITY_ONE = certain).
 */
#ifndef MCUNET_HEAD_H
#define MCUNET_HEAD_H

#include <stdint.h>

#include "mcunet/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MCUNET_PROBABILITY_ONE 65536

/*
 * Probability of element `label` of output 0, seen as one vector. An output that already is a probability (0 .. 255/256, as SOFTMAX and
 * LOGISTIC write it) is taken as it is; any other is a vector of logits, of which the softmax is taken.
 * MCUNET_ERROR_NOT_FOUND when there is no such element.
 */
int32_t mcunet_class_probability(const mcunet_model *model, int32_t label);

/* Length of text of the label of class `label`, and *text at its first byte (zero-terminated); negative if none. */
int32_t mcunet_class_label(const mcunet_model *model, int32_t label, const char **text);

/* Whether the labels of a head all end within it. NULL: there are none, which is sound. */
mcunet_status mcunet_verify_labels(const mcunet_head *head);

/*
 * Probability from which a class of the package's classifier head counts as present, 1 to MCUNET_PROBABILITY_ONE, as somebody calibrated it;
 * MCUNET_ERROR_NOT_FOUND when nobody has.
 */
int32_t mcunet_class_threshold(const mcunet_model *model);

/* A detected object; the box is in 1/16 pixel of the model's input and is clipped to it. Its points follow, where the head has points. */
typedef struct {
    int32_t class_index;
    int32_t probability;
    int32_t left, top, right, bottom;
} mcunet_box;

/* A point of a detected object (an eye, a knee): like a box in 1/16 pixel, clipped, and how probably it is there. */
typedef struct {
    int32_t x, y;
    int32_t probability;
} mcunet_point;

/* Points of each box of mcunet_detect. */
static inline int32_t mcunet_box_points(const mcunet_head *head)
{
    return head->kind < MCUNET_HEAD_CANDIDATES ? 0 : head->count;
}

/*
 * Decodes a head with boxes: of all boxes in the outputs whose probability is at least `threshold` (1/65536), drops each that overlaps a
 * more probable one of its class that stays by more than `overlap` (intersection over union, 1/65536). Writes the most probable of those
 * that stay to `words`, most probable first (equal ones in scan order), and returns their number. Each is a mcunet_box and as many
 * mcunet_point as mcunet_box_points says, one after another; as many are written as `length` words have room for.
 * Costs a pass over the outputs for each.
 * MCUNET_ERROR_NOT_FOUND when the model has no head with boxes.
 */
int32_t mcunet_detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap);

/* A kind of head. */
typedef struct {
    mcunet_head_kind kind;
    /*
     * Part of opening: whether the head's data, which lie in the package, are whole and fit the outputs, so that nothing of them need be
     * checked later. MCUNET_ERROR_TENSOR when not.
     */
    mcunet_status (*verify)(const mcunet_model *model, const mcunet_head *head);
    /* mcunet_detect of a model with such a head. Null: its outputs are no boxes. */
    int32_t (*detect)(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap);
} mcunet_head_class;

/* The class of a kind of head; null where this program does not link it. */
const mcunet_head_class *mcunet_find_head(int32_t kind);

/* What this program links, as in mcunet/operator.h; null behind the last. */
extern const mcunet_head_class *const mcunet_linked_heads[];

#ifdef __cplusplus
}
#endif

#endif
