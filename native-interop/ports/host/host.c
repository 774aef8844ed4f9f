/* SPDX-License-Identifier: MIT */
#include "mcunet_host.h"

#include <stdlib.h>
#include <string.h>

#include "interop/state.h"
#include "mcunet/port.h"
#include "memory.h"

#define ALIGNMENT 64 /* a cache line */
#define NAME_BYTES 64

struct mcunet_host_board {
    mcunet_interop_state state;
    uint8_t *arena;
    size_t arena_bytes;
    uint8_t *flash;
    size_t flash_bytes;
    char names[MCUNET_HOST_MODELS][NAME_BYTES];
    uint8_t *packages[MCUNET_HOST_MODELS];
    mcunet_linked_model models[MCUNET_HOST_MODELS];
    const mcunet_linked_model *list[MCUNET_HOST_MODELS];
    uint32_t model_count;
};

static mcunet_host_board empty; /* nobody can open a model on it, so that threads may share it */
static _Thread_local mcunet_host_board *board = &empty;
_Thread_local mcunet_interop_state *mcunet_selected_state = &empty.state;

static uint8_t *copy(const uint8_t *source, size_t bytes)
{
    void *memory = mcunet_host_allocate(ALIGNMENT, bytes);
    if (memory != NULL && source != NULL) {
        memcpy(memory, source, bytes);
    }
    return memory;
}

mcunet_host_board *mcunet_host_create(void)
{
    return calloc(1, sizeof(mcunet_host_board));
}

void mcunet_host_destroy(mcunet_host_board *gone)
{
    if (gone == NULL) {
        return;
    }
    if (board == gone) {
        mcunet_host_select(NULL);
    }
    for (int index = 0; index < MCUNET_HOST_MODELS; index++) {
        mcunet_host_free(gone->packages[index]);
    }
    mcunet_host_free(gone->flash);
    mcunet_host_free(gone->arena);
    free(gone);
}

void mcunet_host_select(mcunet_host_board *selected)
{
    board = selected == NULL ? &empty : selected;
    mcunet_selected_state = &board->state;
}

int32_t mcunet_host_set_arena(int32_t bytes)
{
    if (board == &empty) {
        return MCUNET_ERROR_STATE;
    }
    mcunet_interop_close_all();
    mcunet_host_free(board->arena);
    board->arena = bytes > 0 ? copy(NULL, (size_t)bytes) : NULL;
    board->arena_bytes = board->arena == NULL ? 0 : (size_t)bytes;
    return bytes > 0 && board->arena == NULL ? MCUNET_ERROR_ARENA : MCUNET_OK;
}

int32_t mcunet_host_link(const char *name, const uint8_t *package, int32_t bytes)
{
    if (board == &empty) {
        return MCUNET_ERROR_STATE;
    }
    if (name == NULL || strlen(name) >= NAME_BYTES || package == NULL || bytes <= 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const uint32_t index = board->model_count;
    if (index == MCUNET_HOST_MODELS) {
        return MCUNET_ERROR_FULL;
    }
    board->packages[index] = copy(package, (size_t)bytes);
    if (board->packages[index] == NULL) {
        return MCUNET_ERROR_BUFFER;
    }
    strcpy(board->names[index], name);
    board->models[index].name = board->names[index];
    board->models[index].package = board->packages[index];
    board->models[index].bytes = (uint32_t)bytes;
    board->list[index] = &board->models[index];
    board->model_count++;
    return MCUNET_OK;
}

int32_t mcunet_host_write_flash(const uint8_t *package, int32_t bytes)
{
    if (board == &empty) {
        return MCUNET_ERROR_STATE;
    }
    if (bytes < 0 || (package == NULL && bytes > 0)) {
        return MCUNET_ERROR_ARGUMENT;
    }
    mcunet_interop_close_all();
    mcunet_host_free(board->flash);
    board->flash = bytes > 0 ? copy(package, (size_t)bytes) : NULL;
    board->flash_bytes = board->flash == NULL ? 0 : (size_t)bytes;
    return bytes > 0 && board->flash == NULL ? MCUNET_ERROR_BUFFER : MCUNET_OK;
}

int32_t mcunet_host_read_arena(uint8_t *destination, int32_t offset, int32_t bytes)
{
    if (destination == NULL || offset < 0 || bytes < 0 || (size_t)offset > board->arena_bytes
        || (size_t)bytes > board->arena_bytes - (size_t)offset) {
        return MCUNET_ERROR_ARGUMENT;
    }
    if (bytes > 0) {
        memcpy(destination, board->arena + offset, (size_t)bytes);
    }
    return MCUNET_OK;
}

const mcunet_linked_model *const *mcunet_port_models(uint32_t *count)
{
    *count = board->model_count;
    return board->list;
}

uint8_t *mcunet_port_arena(size_t *bytes)
{
    *bytes = board->arena_bytes;
    return board->arena;
}

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    const uint32_t offset = address - MCUNET_HOST_FLASH;
    return offset <= board->flash_bytes && bytes <= board->flash_bytes - offset && bytes > 0 ? board->flash + offset : NULL;
}

const mcunet_camera_driver *mcunet_port_camera(void)
{
    return NULL;
}

int32_t mcunet_port_stack_bytes(void)
{
    return -1;
}

const char *mcunet_port_backend(void)
{
    return "portable";
}

mcunet_layout mcunet_port_layout(void)
{
    return MCUNET_LAYOUT_PORTABLE;
}
