/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"
#include "state.h"

int32_t mcunet_interop_input_write(int32_t handle, const uint8_t *pixels, int32_t length, int32_t offset, int32_t rows)
{
    mcunet_interop_state *state = mcunet_state();
    const uint32_t start = mcunet_port_microseconds();
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (!state->is_begun || state->owner != model) {
        return MCUNET_ERROR_STATE;
    }
    if (pixels == NULL || rows < 0 || rows > mcunet_missing_rows(state)) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const int32_t row_bytes = (state->region.right - state->region.left) * state->view.channels;
    if (offset < 0 || offset > length || (int64_t)rows * row_bytes > length - offset) {
        return MCUNET_ERROR_BUFFER;
    }
    for (int32_t row = 0; row < rows; row++) {
        __builtin_memcpy(mcunet_region_row(state, state->next_row), pixels + offset + row * row_bytes, (size_t)row_bytes);
        state->next_row++;
    }
    state->input_microseconds += mcunet_port_microseconds() - start;
    return mcunet_missing_rows(state);
}
