/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"
#include "state.h"

int32_t mcunet_interop_image_begin(int32_t handle, const int32_t *settings, int32_t length)
{
    mcunet_interop_state *state = mcunet_state();
    mcunet_open_model *model;
    mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (settings == NULL || length < MCUNET_IMAGE_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    const mcunet_tensor *input = mcunet_model_input(&model->model);
    const mcunet_image_settings image = {
        settings[MCUNET_IMAGE_FORMAT],
        settings[MCUNET_IMAGE_WIDTH],
        settings[MCUNET_IMAGE_HEIGHT],
        settings[MCUNET_IMAGE_CROP_LEFT],
        settings[MCUNET_IMAGE_CROP_TOP],
        settings[MCUNET_IMAGE_CROP_WIDTH],
        settings[MCUNET_IMAGE_CROP_HEIGHT],
        settings[MCUNET_IMAGE_RESIZE],
        input->width,
        input->height,
        input->channels,
    };
    status = mcunet_image_check(&image);
    if (status != MCUNET_OK) {
        return status;
    }
    const uint32_t bytes = mcunet_image_state_bytes(&image);
    const uint32_t end = state->arena_bytes / MCUNET_ALIGNMENT * MCUNET_ALIGNMENT;
    if (bytes > end || end - bytes < model->model.header->arena_bytes) {
        return MCUNET_ERROR_ARENA;
    }
    if (state->owner != model) {
        mcunet_take_arena(model);
    }
    state->has_image = 0;
    state->image_bytes = state->arena_bytes - (end - bytes);
    status = mcunet_image_begin(&state->image, &image, state->arena + end - bytes, bytes);
    state->has_image = status == MCUNET_OK;
    return status;
}

int32_t mcunet_interop_image_normalize(int32_t handle, int32_t channel, float mean, float deviation)
{
    mcunet_interop_state *state = mcunet_state();
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (!state->has_image || state->owner != model) {
        return MCUNET_ERROR_STATE;
    }
    const mcunet_tensor *input = mcunet_model_input(&model->model);
    return mcunet_image_normalize(&state->image, channel, mean, deviation, input->scale, input->zero_point);
}

/* Moves model rows that are complete into the region, or past it when they lie above; false when a needed row has passed. */
static int drain(mcunet_interop_state *state)
{
    mcunet_image *image = &state->image;
    while (mcunet_missing_rows(state) > 0 && mcunet_image_ready(image)) {
        const int is_wanted = image->output_row == state->next_row;
        int8_t *row = is_wanted ? mcunet_region_row(state, state->next_row) : NULL;
        if (mcunet_image_pull(image, row, state->region.left, state->region.right) != MCUNET_OK) {
            return 0;
        }
        state->next_row += is_wanted;
    }
    return 1;
}

int32_t mcunet_interop_image_write(int32_t handle, const uint8_t *bytes, int32_t length, int32_t offset, int32_t rows, int32_t *progress,
                                   int32_t progress_length)
{
    mcunet_interop_state *state = mcunet_state();
    const uint32_t start = mcunet_port_microseconds();
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (!state->is_begun || state->owner != model || !state->has_image) {
        return MCUNET_ERROR_STATE;
    }
    if (bytes == NULL || rows < 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const int32_t row_bytes = mcunet_image_row_bytes(&state->image.settings);
    if (offset < 0 || offset > length || (int64_t)rows * row_bytes > length - offset || progress == NULL
        || progress_length < MCUNET_PROGRESS_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    if (mcunet_missing_rows(state) > 0 && state->image.output_row > state->next_row) {
        return MCUNET_ERROR_STATE;
    }
    int32_t consumed = 0;
    int is_sound = drain(state);
    while (is_sound && mcunet_missing_rows(state) > 0 && consumed < rows) {
        is_sound = mcunet_image_push(&state->image, bytes + offset + consumed * row_bytes) == MCUNET_OK;
        consumed++;
        is_sound = is_sound && drain(state);
    }
    progress[MCUNET_PROGRESS_CONSUMED] = consumed;
    progress[MCUNET_PROGRESS_MISSING] = mcunet_missing_rows(state);
    state->input_microseconds += mcunet_port_microseconds() - start;
    return is_sound ? MCUNET_OK : MCUNET_ERROR_STATE;
}
