/* SPDX-License-Identifier: MIT */
#include "mcunet/head.h"
#include "state.h"

int32_t mcunet_interop_output_info(int32_t handle, int32_t output, int32_t *fields, int32_t length)
{
    mcunet_open_model *model;
    mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (fields == NULL || length < MCUNET_OUTPUT_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    mcunet_view view;
    float scale;
    status = mcunet_model_output(&model->model, output, &view, &scale);
    if (status != MCUNET_OK) {
        return status;
    }
    fields[MCUNET_OUTPUT_HEIGHT] = view.height;
    fields[MCUNET_OUTPUT_WIDTH] = view.width;
    fields[MCUNET_OUTPUT_CHANNELS] = view.channels;
    fields[MCUNET_OUTPUT_ZERO_POINT] = view.zero_point;
    fields[MCUNET_OUTPUT_SCALE] = mcunet_float_bits(scale);
    return MCUNET_OK;
}

/* An output is whole, so its rows lie one after another. */
int32_t mcunet_interop_output_read(int32_t handle, int32_t output, uint8_t *destination, int32_t length, int32_t offset, int32_t count)
{
    mcunet_open_model *model;
    mcunet_status status = mcunet_find_result(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    mcunet_view view;
    float scale;
    status = mcunet_model_output(&model->model, output, &view, &scale);
    if (status != MCUNET_OK) {
        return status;
    }
    const int32_t bytes = view.height * view.width * view.channels;
    if (offset < 0 || count < 0 || offset > bytes || count > bytes - offset) {
        return MCUNET_ERROR_ARGUMENT;
    }
    if (destination == NULL || length < count) {
        return MCUNET_ERROR_BUFFER;
    }
    __builtin_memcpy(destination, view.data + offset, (size_t)count);
    return count;
}

int32_t mcunet_interop_score(int32_t handle, int32_t label)
{
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_result(handle, &model);
    return status == MCUNET_OK ? mcunet_class_probability(&model->model, label) : status;
}

int32_t mcunet_interop_detect(int32_t handle, int32_t *boxes, int32_t length, int32_t threshold, int32_t overlap)
{
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_result(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (boxes == NULL || length < MCUNET_BOX_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    if (threshold < 0 || threshold > MCUNET_PROBABILITY_ONE || overlap < 0 || overlap > MCUNET_PROBABILITY_ONE) {
        return MCUNET_ERROR_ARGUMENT;
    }
    /* A box is six int32 fields in the order of MCUNET_BOX_*, a point three in that of MCUNET_POINT_*. */
    return mcunet_detect(&model->model, boxes, length, threshold, overlap);
}
