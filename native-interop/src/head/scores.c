/* SPDX-License-Identifier: MIT */
#include "scores.h"
#include "fixed_exp.h"

int32_t mcunet_value_probability(const mcunet_values *values, int32_t index, int32_t activation)
{
    const int32_t value = mcunet_dequantize_fixed(values->data[index * values->step], values->zero_point, values->scale);
    if (activation == MCUNET_ACTIVATION_SIGMOID) {
        return mcunet_fixed_sigmoid(value);
    }
    return value < 0 ? 0 : (value > MCUNET_PROBABILITY_ONE ? MCUNET_PROBABILITY_ONE : value);
}

/* Exponents relative to the largest, so that none overflows. */
static int32_t softmax(const mcunet_values *values, int32_t count, int32_t index)
{
    int32_t largest = -128;
    for (int32_t i = 0; i < count; i++) {
        largest = values->data[i * values->step] > largest ? values->data[i * values->step] : largest;
    }
    int64_t sum = 0;
    int64_t one = 0;
    for (int32_t i = 0; i < count; i++) {
        const int64_t e = mcunet_fixed_exp(mcunet_dequantize_fixed(values->data[i * values->step], largest, values->scale)) >> 10;
        sum += e;
        one = i == index ? e : one;
    }
    return mcunet_share(one, sum);
}

int32_t mcunet_score_probability(const mcunet_values *values, const mcunet_scores *scores, int32_t class_index)
{
    const int32_t index = scores->first_class + class_index;
    return scores->activation == MCUNET_ACTIVATION_SOFTMAX ? softmax(values, scores->first_class + scores->classes, index)
                                                           : mcunet_value_probability(values, index, scores->activation);
}

int32_t mcunet_best_class(const mcunet_values *values, const mcunet_scores *scores, int32_t *probability)
{
    const int8_t *classes = values->data + scores->first_class * values->step;
    int32_t best = 0;
    for (int32_t i = 1; i < scores->classes; i++) {
        best = classes[i * values->step] > classes[best * values->step] ? i : best;
    }
    *probability = mcunet_score_probability(values, scores, best);
    return best;
}
