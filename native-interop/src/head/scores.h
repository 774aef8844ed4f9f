/* SPDX-License-Identifier: MIT */
/* Values of an output that are scores of classes, or of points. */
#ifndef MCUNET_SRC_HEAD_SCORES_H
#define MCUNET_SRC_HEAD_SCORES_H

#include "mcunet/head.h"

/* Some values of an output: value i is data[i * step]. */
typedef struct {
    const int8_t *data;
    int32_t step, zero_point;
    float scale;
} mcunet_values;

/* A value that needs no others to be a probability, in 1/65536: MCUNET_ACTIVATION_NONE (clipped to 0 .. 1) or _SIGMOID. */
int32_t mcunet_value_probability(const mcunet_values *values, int32_t index, int32_t activation);

/* The most probable class of the scores that begin with value 0 (the first of equal ones), and its probability. */
int32_t mcunet_best_class(const mcunet_values *values, const mcunet_scores *scores, int32_t *probability);

/* The probability of one of those classes. */
int32_t mcunet_score_probability(const mcunet_values *values, const mcunet_scores *scores, int32_t class_index);

/* Whether the head's scores can be, and how many values they are. */
static inline int mcunet_are_scores_sound(const mcunet_scores *scores)
{
    return scores->classes >= 1 && scores->activation < MCUNET_ACTIVATIONS && scores->first_class <= 1;
}

#endif
