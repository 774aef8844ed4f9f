/* SPDX-License-Identifier: MIT */
/* Clocks of a PC with Windows. It has no cycle counter that means anything. */
#include <windows.h>

#include "mcunet/port.h"

uint32_t mcunet_port_microseconds(void)
{
    LARGE_INTEGER ticks, frequency;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&ticks);
    const uint64_t second = (uint64_t)frequency.QuadPart;
    const uint64_t count = (uint64_t)ticks.QuadPart;
    return (uint32_t)(count / second * 1000000u + count % second * 1000000u / second);
}

uint32_t mcunet_port_cycles(void)
{
    return 0;
}
