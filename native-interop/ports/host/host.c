#define _POSIX_C_SOURCE 200809L

#include "mcunet_host.h"

#include <stdlib.h>
#include <string.h>

#include "mcunet/interop.h"
#include "mcunet/port.h"

#define ALIGNMENT 64 /* a cache line */

static _Thread_local uint8_t *arena;
static _Thread_local size_t arena_bytes;
static _Thread_local uint8_t *package_copy;
static _Thread_local mcunet_linked_model models[2];

static uint8_t *allocate(size_t bytes)
{
    void *memory = NULL;
    return posix_memalign(&memory, ALIGNMENT, bytes) == 0 ? memory : NULL;
}

int32_t mcunet_host_set_arena(int32_t bytes)
{
    mcunet_interop_close();
    free(arena);
    arena = bytes > 0 ? allocate((size_t)bytes) : NULL;
    arena_bytes = arena == NULL ? 0 : (size_t)bytes;
    return bytes > 0 && arena == NULL ? MCUNET_ERROR_ARENA : MCUNET_OK;
}

int32_t mcunet_host_link(const uint8_t *package, int32_t bytes)
{
    mcunet_interop_close();
    free(package_copy);
    package_copy = NULL;
    models[0].name = NULL;
    if (bytes == 0) {
        return MCUNET_OK;
    }
    if (package == NULL || bytes < 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    package_copy = allocate((size_t)bytes);
    if (package_copy == NULL) {
        return MCUNET_ERROR_BUFFER;
    }
    memcpy(package_copy, package, (size_t)bytes);
    models[0].name = "host";
    models[0].package = package_copy;
    models[0].bytes = (uint32_t)bytes;
    return MCUNET_OK;
}

const mcunet_linked_model *mcunet_port_models(void)
{
    return models;
}

uint8_t *mcunet_port_arena(size_t *bytes)
{
    *bytes = arena_bytes;
    return arena;
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
