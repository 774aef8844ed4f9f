/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"
#include "state.h"

/* The first patch starts an inference; any other belongs to the one that the arena holds. */
static mcunet_status join_inference(mcunet_open_model *model, int32_t stage, int32_t row, int32_t column)
{
    if (stage == 0 && row == 0 && column == 0) {
        mcunet_take_arena(model);
        return MCUNET_OK;
    }
    if (mcunet_state()->owner != model) {
        return model->has_started ? MCUNET_ERROR_REPLACED : MCUNET_ERROR_STATE;
    }
    return mcunet_state()->is_complete ? MCUNET_ERROR_STATE : MCUNET_OK;
}

static int32_t begin(mcunet_open_model *model, int32_t stage, int32_t row, int32_t column)
{
    mcunet_interop_state *state = mcunet_state();
    mcunet_status status = join_inference(model, stage, row, column);
    state->is_begun = 0;
    if (status == MCUNET_OK) {
        status = mcunet_patch_begin(&model->model, stage, row, column);
    }
    if (status == MCUNET_OK) {
        status = mcunet_patch_input(&model->model, &state->region, &state->view);
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

static int is_begun(const mcunet_interop_state *state, const mcunet_open_model *model, int32_t stage, int32_t row, int32_t column)
{
    return state->is_begun && state->owner == model && state->stage == stage && state->row == row && state->column == column;
}

/* The begun patch is done; after the last one of the last stage the outputs are there. */
static void finish(mcunet_open_model *model)
{
    mcunet_interop_state *state = mcunet_state();
    const mcunet_stage *stage = mcunet_model_stage(&model->model, state->stage);
    state->is_begun = 0;
    state->is_complete = state->stage + 1 == model->model.header->stage_count && state->row + 1 == stage->rows.count
                         && state->column + 1 == stage->columns.count;
}

int32_t mcunet_interop_patch_begin(int32_t handle, int32_t stage, int32_t row, int32_t column, int32_t *region, int32_t length)
{
    mcunet_interop_state *state = mcunet_state();
    const uint32_t start = mcunet_port_microseconds();
    mcunet_open_model *model;
    int32_t status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (region == NULL || length < MCUNET_REGION_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    status = begin(model, stage, row, column);
    if (status != MCUNET_OK) {
        return status;
    }
    region[MCUNET_REGION_TOP] = state->region.top;
    region[MCUNET_REGION_BOTTOM] = state->region.bottom;
    region[MCUNET_REGION_LEFT] = state->region.left;
    region[MCUNET_REGION_RIGHT] = state->region.right;
    state->kernel_microseconds += mcunet_port_microseconds() - start;
    return mcunet_missing_rows(state);
}

int32_t mcunet_interop_patch_run(int32_t handle, int32_t stage, int32_t row, int32_t column)
{
    mcunet_interop_state *state = mcunet_state();
    const uint32_t start = mcunet_port_microseconds();
    mcunet_open_model *model;
    int32_t status = mcunet_find_model(handle, &model);
    if (status == MCUNET_OK && !is_begun(state, model, stage, row, column)) {
        status = begin(model, stage, row, column);
    }
    if (status != MCUNET_OK) {
        return status;
    }
    if (mcunet_missing_rows(state) > 0 || state->next_step > 0) {
        return MCUNET_ERROR_STATE;
    }
    status = mcunet_patch_run(&model->model, stage, row, column);
    finish(model);
    state->kernel_microseconds += mcunet_port_microseconds() - start;
    return status;
}

int32_t mcunet_interop_patch_step(int32_t handle, int32_t step)
{
    mcunet_interop_state *state = mcunet_state();
    const uint32_t start = mcunet_port_microseconds();
    mcunet_open_model *model;
    int32_t status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (!state->is_begun || state->owner != model || mcunet_missing_rows(state) > 0) {
        return MCUNET_ERROR_STATE;
    }
    if (step != state->next_step) {
        return MCUNET_ERROR_ARGUMENT;
    }
    state->next_step++;
    status = mcunet_patch_step(&model->model, step);
    if (state->next_step == mcunet_model_stage(&model->model, state->stage)->operator_count) {
        finish(model);
    }
    state->kernel_microseconds += mcunet_port_microseconds() - start;
    return status;
}
