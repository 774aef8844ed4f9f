/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"
#include "state.h"

#define PAINT 0xA5u /* what the arena holds where nothing has been written */

static int is_same(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static mcunet_open_model *free_place(mcunet_interop_state *state)
{
    for (int32_t place = 0; place < MCUNET_OPEN_MODELS; place++) {
        if (state->models[place].handle == 0) {
            return &state->models[place];
        }
    }
    return NULL;
}

/* Opens a package over the port's arena: what all ways to open a model share. */
static int32_t open_package(const uint8_t *package, uint32_t bytes)
{
    mcunet_interop_state *state = mcunet_state();
    size_t arena_bytes = 0;
    uint8_t *arena = mcunet_port_arena(&arena_bytes);
    if (arena == NULL) {
        return MCUNET_ERROR_ARENA;
    }
    mcunet_open_model *place = free_place(state);
    if (place == NULL || state->last_handle == INT32_MAX) {
        return MCUNET_ERROR_FULL;
    }
    mcunet_take_arena(NULL);
    for (size_t at = 0; at < arena_bytes; at++) {
        arena[at] = PAINT;
    }
    const mcunet_status status = mcunet_model_open(&place->model, package, bytes, arena, arena_bytes);
    if (status != MCUNET_OK) {
        return status;
    }
    state->arena = arena;
    state->arena_bytes = (uint32_t)arena_bytes;
    place->has_started = 0;
    place->handle = ++state->last_handle;
    return place->handle;
}

int32_t mcunet_interop_open(const char *name)
{
    uint32_t count = 0, index = 0;
    const mcunet_linked_model *const *models = mcunet_port_models(&count);
    while (index < count && name != NULL && *name != '\0' && !is_same(models[index]->name, name)) {
        index++;
    }
    return index < count ? open_package(models[index]->package, models[index]->bytes) : MCUNET_ERROR_NOT_FOUND;
}

int32_t mcunet_interop_open_flash(int32_t address, int32_t bytes)
{
    if (bytes <= 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const uint8_t *package = mcunet_port_flash((uint32_t)address, (uint32_t)bytes);
    return package == NULL ? MCUNET_ERROR_NOT_FOUND : open_package(package, (uint32_t)bytes);
}

int32_t mcunet_interop_arena_info(int32_t handle, int32_t *fields, int32_t length)
{
    const mcunet_interop_state *state = mcunet_state();
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (fields == NULL || length < MCUNET_ARENA_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    uint32_t used = state->arena_bytes - state->image_bytes;
    while (used > 0 && state->arena[used - 1] == PAINT) {
        used--;
    }
    fields[MCUNET_ARENA_SIZE] = (int32_t)state->arena_bytes;
    fields[MCUNET_ARENA_MODEL] = (int32_t)model->model.header->arena_bytes;
    fields[MCUNET_ARENA_IMAGE] = (int32_t)state->image_bytes;
    fields[MCUNET_ARENA_HIGH_WATER] = (int32_t)used;
    return MCUNET_OK;
}
