/* SPDX-License-Identifier: MIT */
/* Clocks of a PC. It has no cycle counter that means anything. */
#define _POSIX_C_SOURCE 200809L

#include <time.h>

#include "mcunet/port.h"

uint32_t mcunet_port_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u);
}

uint32_t mcunet_port_cycles(void)
{
    return 0;
}
