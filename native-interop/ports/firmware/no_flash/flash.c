/* SPDX-License-Identifier: MIT */
/* A machine whose flash nobody can read as memory: a PC. */
#include <stddef.h>

#include "mcunet/port.h"

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    (void)address;
    (void)bytes;
    return NULL;
}
