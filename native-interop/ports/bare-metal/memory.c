/* SPDX-License-Identifier: MIT */
/* The stack and arena of a bare-metal port. */
#include "memory.h"

#include "mcunet/format.h"
#include "mcunet/port.h"

#ifndef MCUNET_ARENA_BYTES
#define MCUNET_ARENA_BYTES (3u << 20)
#endif

#define PAINT 0xDEADC0DEu

extern uint32_t port_stack_bottom[], port_stack_top[]; /* from the linker script */

void port_paint_stack(void)
{
    uint32_t *const here = __builtin_frame_address(0);
    for (uint32_t *word = port_stack_bottom; word < here - 16; word++) { /* well below this function's own frame */
        *word = PAINT;
    }
}

int32_t mcunet_port_stack_bytes(void)
{
    const uint32_t *word = port_stack_bottom;
    while (word < port_stack_top && *word == PAINT) {
        word++;
    }
    return (int32_t)((port_stack_top - word) * (int32_t)sizeof *word);
}

uint8_t *mcunet_port_arena(size_t *bytes)
{
    static uint8_t arena[MCUNET_ARENA_BYTES] __attribute__((aligned(16)));
    *bytes = sizeof arena;
    return arena;
}
