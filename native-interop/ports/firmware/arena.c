/* SPDX-License-Identifier: MIT */
/* The arena of a firmware image: static, so that the linker places it and says at once when it does not fit. */
#include "mcunet/format.h"
#include "mcunet/port.h"

#ifndef MCUNET_ARENA_BYTES
#error "define MCUNET_ARENA_BYTES: the SRAM of the model's schedule and of the image converter"
#endif

/* The section, for boards where .bss is not the place: a string. It must be zeroed or left alone at start-up, not loaded. */
#ifdef MCUNET_ARENA_SECTION
#define PLACEMENT __attribute__((section(MCUNET_ARENA_SECTION)))
#else
#define PLACEMENT
#endif

static uint8_t arena[MCUNET_ARENA_BYTES] __attribute__((aligned(16))) PLACEMENT;

uint8_t *mcunet_port_arena(size_t *bytes)
{
    *bytes = sizeof arena;
    return arena;
}
