/* SPDX-License-Identifier: MIT */
/*
 * QEMU's esp32s3 machine has a cycle counter of 40 MHz and, run with -icount shift=0, executes one instruction a nanosecond: a tick is 25
 * instructions. What mcunet_port_cycles gives is instructions.
 */
#include "mcunet/port.h"

#define TICKS_PER_MICROSECOND 40u
#define INSTRUCTIONS_PER_TICK 25u

static uint32_t ticks(void)
{
    uint32_t count;
    __asm__ volatile("rsr.ccount %0" : "=r"(count));
    return count;
}

uint32_t mcunet_port_cycles(void)
{
    return ticks() * INSTRUCTIONS_PER_TICK;
}

uint32_t mcunet_port_microseconds(void)
{
    return ticks() / TICKS_PER_MICROSECOND;
}

const char *mcunet_port_backend(void)
{
    return "esp32s3";
}

mcunet_layout mcunet_port_layout(void)
{
    return MCUNET_LAYOUT_ESP32S3;
}
