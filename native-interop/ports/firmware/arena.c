/* The arena of a firmware image: static, so that the linker places it and says at once when it does not fit. */
#include "mcunet/format.h"
#include "mcunet/port.h"

#ifndef MCUNET_ARENA_BYTES
#error "define MCUNET_ARENA_BYTES: the SRAM of the model's schedule and of the image converter"
#endif

/* A section attribute for boards whose default section is not their fastest memory, e.g. __attribute__((section(".dtcm"))). */
#ifndef MCUNET_ARENA_PLACEMENT
#define MCUNET_ARENA_PLACEMENT
#endif

static uint8_t arena[MCUNET_ARENA_BYTES] __attribute__((aligned(16))) MCUNET_ARENA_PLACEMENT;

uint8_t *mcunet_port_arena(size_t *bytes)
{
    *bytes = sizeof arena;
    return arena;
}
