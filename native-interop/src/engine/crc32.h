/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_CRC32_H
#define MCUNET_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* IEEE CRC-32 (reflected polynomial 0xEDB88320, initial value and final xor 0xFFFFFFFF). */
uint32_t mcunet_crc32(const uint8_t *bytes, size_t count);

#endif
