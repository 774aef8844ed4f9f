#include "state.h"

static int32_t begin(mcunet_interop_state *state, int32_t stage, int32_t row, int32_t column)
{
    state->is_begun = 0;
    mcunet_status status = mcunet_patch_begin(&state->model, stage, row, column);
    if (status == MCUNET_OK) {
        status = mcunet_patch_input(&state->model, &state->region, &state->view);
    }
    if (status != MCUNET_OK) {
        return status;
    }
    if (state->region.left >= state->region.right) {
        state->region.bottom = state->region.top;
    }
    state->next_row = state->region.top;
    state->next_step = 0;
    state->stage = stage;
    state->row = row;
    state->column = column;
    state->is_begun = 1;
    return MCUNET_OK;
}

int32_t mcunet_interop_patch_begin(int32_t stage, int32_t row, int32_t column, int32_t *region, int32_t length)
{
    mcunet_interop_state *state = &mcunet_interop;
    if (!state->is_open) {
        return MCUNET_ERROR_STATE;
    }
    if (region == NULL || length < MCUNET_REGION_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    const int32_t status = begin(state, stage, row, column);
    if (status != MCUNET_OK) {
        return status;
    }
    region[MCUNET_REGION_TOP] = state->region.top;
    region[MCUNET_REGION_BOTTOM] = state->region.bottom;
    region[MCUNET_REGION_LEFT] = state->region.left;
    region[MCUNET_REGION_RIGHT] = state->region.right;
    return mcunet_missing_rows(state);
}

int32_t mcunet_interop_patch_run(int32_t stage, int32_t row, int32_t column)
{
    mcunet_interop_state *state = &mcunet_interop;
    if (!state->is_open) {
        return MCUNET_ERROR_STATE;
    }
    if (!state->is_begun || state->stage != stage || state->row != row || state->column != column) {
        const int32_t status = begin(state, stage, row, column);
        if (status != MCUNET_OK) {
            return status;
        }
    }
    if (mcunet_missing_rows(state) > 0 || state->next_step > 0) {
        return MCUNET_ERROR_STATE;
    }
    state->is_begun = 0;
    return mcunet_patch_run(&state->model, stage, row, column);
}

int32_t mcunet_interop_patch_step(int32_t step)
{
    mcunet_interop_state *state = &mcunet_interop;
    if (!state->is_open || !state->is_begun || mcunet_missing_rows(state) > 0) {
        return MCUNET_ERROR_STATE;
    }
    if (step != state->next_step) {
        return MCUNET_ERROR_ARGUMENT;
    }
    state->next_step++;
    if (state->next_step == mcunet_model_stage(&state->model, state->stage)->operator_count) {
        state->is_begun = 0;
    }
    return mcunet_patch_step(&state->model, step);
}
