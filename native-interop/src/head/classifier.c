/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "fixed_exp.h"
#include "labels.h"
#include "mcunet/head.h"

/* SOFTMAX and LOGISTIC write probabilities in 1/256 from -128 on. */
static int is_probability(const mcunet_view *view, float scale)
{
    return view->zero_point == -128 && scale == 1.0f / 256.0f;
}

/* Softmax of the logits in 1/65536, exponents relative to the largest so that none overflows. */
static int32_t softmax(const mcunet_view *view, float scale, int32_t count, int32_t label)
{
    int32_t largest = -128;
    for (int32_t index = 0; index < count; index++) {
        largest = view->data[index] > largest ? view->data[index] : largest;
    }
    int64_t sum = 0;
    for (int32_t index = 0; index < count; index++) {
        sum += mcunet_fixed_exp(mcunet_dequantize_fixed(view->data[index], largest, scale)) >> 10;
    }
    const int64_t one = mcunet_fixed_exp(mcunet_dequantize_fixed(view->data[label], largest, scale)) >> 10;
    return mcunet_share(one, sum);
}

int32_t mcunet_class_probability(const mcunet_model *model, int32_t label)
{
    mcunet_view view;
    float scale;
    const mcunet_status status = mcunet_model_output(model, 0, &view, &scale);
    if (status != MCUNET_OK) {
        return status;
    }
    const int32_t count = view.height * view.width * view.channels;
    if (label < 0 || label >= count) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    if (is_probability(&view, scale)) {
        return (view.data[label] + 128) * (MCUNET_PROBABILITY_ONE / 256);
    }
    return softmax(&view, scale, count, label);
}

int32_t mcunet_class_threshold(const mcunet_model *model)
{
    const mcunet_head *head = mcunet_model_head(model);
    if (head == NULL || head->kind != MCUNET_HEAD_CLASSIFIER) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const uint32_t at = (mcunet_label_bytes(head, head->count) + 3u) & ~3u;
    int32_t threshold = 0;
    if (at + sizeof threshold <= head->bytes) {
        memcpy(&threshold, (const char *)(head + 1) + at, sizeof threshold);
    }
    return threshold >= 1 && threshold <= MCUNET_PROBABILITY_ONE ? threshold : MCUNET_ERROR_NOT_FOUND;
}

/* All that there is to verify are its labels, as of any head. */
static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    (void)model;
    (void)head;
    return MCUNET_OK;
}

const mcunet_head_class mcunet_classifier_head = {MCUNET_HEAD_CLASSIFIER, verify, NULL};
