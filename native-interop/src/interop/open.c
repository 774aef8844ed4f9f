#include "mcunet/port.h"
#include "state.h"

#define PAINT 0xA5u /* what the arena holds where nothing has been written */

MCUNET_STATE_STORAGE mcunet_interop_state mcunet_interop;

static int is_same(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

int32_t mcunet_interop_open_package(const uint8_t *package, uint32_t bytes)
{
    mcunet_interop_state *state = &mcunet_interop;
    mcunet_interop_close();
    size_t arena_bytes = 0;
    uint8_t *arena = mcunet_port_arena(&arena_bytes);
    if (arena == NULL) {
        return MCUNET_ERROR_ARENA;
    }
    for (size_t at = 0; at < arena_bytes; at++) {
        arena[at] = PAINT;
    }
    const mcunet_status status = mcunet_model_open(&state->model, package, bytes, arena, arena_bytes);
    if (status != MCUNET_OK) {
        return status;
    }
    state->arena = arena;
    state->arena_bytes = (uint32_t)arena_bytes;
    state->is_open = 1;
    return MCUNET_OK;
}

int32_t mcunet_interop_open(const char *name)
{
    const mcunet_linked_model *model = mcunet_port_models();
    while (model->name != NULL && name != NULL && *name != '\0' && !is_same(model->name, name)) {
        model++;
    }
    return model->name == NULL ? MCUNET_ERROR_NOT_FOUND : mcunet_interop_open_package(model->package, model->bytes);
}

int32_t mcunet_interop_open_flash(int32_t address, int32_t bytes)
{
    if (bytes <= 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const uint8_t *package = mcunet_port_flash((uint32_t)address, (uint32_t)bytes);
    return package == NULL ? MCUNET_ERROR_NOT_FOUND : mcunet_interop_open_package(package, (uint32_t)bytes);
}

int32_t mcunet_interop_close(void)
{
    mcunet_interop_state *state = &mcunet_interop;
    state->is_open = 0;
    state->is_begun = 0;
    state->has_image = 0;
    state->image_bytes = 0;
    return MCUNET_OK;
}

int32_t mcunet_interop_arena_info(int32_t *fields, int32_t length)
{
    const mcunet_interop_state *state = &mcunet_interop;
    if (!state->is_open) {
        return MCUNET_ERROR_STATE;
    }
    if (fields == NULL || length < MCUNET_ARENA_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    uint32_t used = state->arena_bytes - state->image_bytes;
    while (used > 0 && state->arena[used - 1] == PAINT) {
        used--;
    }
    fields[MCUNET_ARENA_SIZE] = (int32_t)state->arena_bytes;
    fields[MCUNET_ARENA_MODEL] = (int32_t)state->model.header->arena_bytes;
    fields[MCUNET_ARENA_IMAGE] = (int32_t)state->image_bytes;
    fields[MCUNET_ARENA_HIGH_WATER] = (int32_t)used;
    return MCUNET_OK;
}
