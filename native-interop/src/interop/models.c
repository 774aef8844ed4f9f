/* SPDX-License-Identifier: MIT */
/* The open models, and whose inference the arena holds. */
#include "state.h"

#ifndef MCUNET_STATE_SELECTED
mcunet_interop_state mcunet_only_state;
#endif

mcunet_status mcunet_find_model(int32_t handle, mcunet_open_model **model)
{
    mcunet_interop_state *state = mcunet_state();
    for (int32_t place = 0; handle > 0 && place < MCUNET_OPEN_MODELS; place++) {
        if (state->models[place].handle == handle) {
            *model = &state->models[place];
            return MCUNET_OK;
        }
    }
    *model = NULL;
    return handle > 0 && handle <= state->last_handle ? MCUNET_ERROR_CLOSED : MCUNET_ERROR_STATE;
}

mcunet_status mcunet_find_result(int32_t handle, mcunet_open_model **model)
{
    const mcunet_interop_state *state = mcunet_state();
    const mcunet_status status = mcunet_find_model(handle, model);
    if (status != MCUNET_OK || (state->owner == *model && state->is_complete)) {
        return status;
    }
    const int was_replaced = state->owner != *model && (*model)->has_started;
    *model = NULL;
    return was_replaced ? MCUNET_ERROR_REPLACED : MCUNET_ERROR_STATE;
}

void mcunet_take_arena(mcunet_open_model *model)
{
    mcunet_interop_state *state = mcunet_state();
    if (state->owner != model) {
        state->owner = model;
        state->has_image = 0;
        state->image_bytes = 0;
        if (model != NULL) {
            model->model.stage = -1; /* the intervals of its last patch, from which addresses follow, are overwritten */
        }
    }
    if (model != NULL) {
        model->has_started = 1;
    }
    state->is_complete = 0;
    state->is_begun = 0;
}

int32_t mcunet_interop_close(int32_t handle)
{
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (mcunet_state()->owner == model) {
        mcunet_take_arena(NULL);
    }
    model->handle = 0;
    return MCUNET_OK;
}

void mcunet_interop_close_all(void)
{
    mcunet_interop_state *state = mcunet_state();
    for (int32_t place = 0; place < MCUNET_OPEN_MODELS; place++) {
        mcunet_interop_close(state->models[place].handle);
    }
}
