/* SPDX-License-Identifier: MIT */
/* Flash is memory. */
#include <stddef.h>

#include "mcunet/port.h"

#define FLASH_BEGIN 0x08000000u
#define FLASH_END 0x08200000u /* 2 MiB, the largest part */

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    if (address < FLASH_BEGIN || address > FLASH_END || bytes > FLASH_END - address) {
        return NULL;
    }
    return (const uint8_t *)(uintptr_t)address;
}
