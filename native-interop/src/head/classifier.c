/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "fixed_exp.h"
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

int32_t mcunet_class_label(const mcunet_model *model, int32_t label, const char **text)
{
    const mcunet_head *head = mcunet_model_head(model);
    if (head == NULL || head->kind != MCUNET_HEAD_CLASSIFIER || label < 0 || label >= head->count) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const char *bytes = (const char *)(head + 1);
    uint32_t begin = 0;
    for (uint32_t at = 0; at < head->bytes; at++) {
        if (bytes[at] != '\0') {
            continue;
        }
        if (label-- == 0) {
            *text = bytes + begin;
            return (int32_t)(at - begin);
        }
        begin = at + 1;
    }
    return MCUNET_ERROR_NOT_FOUND;
}

int32_t mcunet_class_threshold(const mcunet_model *model)
{
    const mcunet_head *head = mcunet_model_head(model);
    if (head == NULL || head->kind != MCUNET_HEAD_CLASSIFIER) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    const char *bytes = (const char *)(head + 1);
    uint32_t at = 0;
    for (int32_t labels = head->count; labels > 0 && at < head->bytes; at++) {
        labels -= bytes[at] == '\0';
    }
    at = (at + 3u) & ~3u;
    int32_t threshold = 0;
    if (at + sizeof threshold <= head->bytes) {
        memcpy(&threshold, bytes + at, sizeof threshold);
    }
    return threshold >= 1 && threshold <= MCUNET_PROBABILITY_ONE ? threshold : MCUNET_ERROR_NOT_FOUND;
}

/* Every label ends within the head. */
static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    (void)model;
    const char *bytes = (const char *)(head + 1);
    int32_t labels = head->count;
    for (uint32_t at = 0; labels > 0 && at < head->bytes; at++) {
        labels -= bytes[at] == '\0';
    }
    return labels == 0 ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

const mcunet_head_class mcunet_classifier_head = {MCUNET_HEAD_CLASSIFIER, verify, NULL};
