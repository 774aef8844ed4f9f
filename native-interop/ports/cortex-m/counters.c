/* SPDX-License-Identifier: MIT */
/*
 * QEMU's MPS2 boards have a 25 MHz timer and, run with -icount shift=0, execute one instruction a nanosecond: a tick is 40 instructions.
 * There is no cycle counter; what mcunet_port_cycles gives is instructions.
 */
#include "counters.h"

#include "mcunet/port.h"

#define TICKS_PER_MICROSECOND 25u
#define INSTRUCTIONS_PER_TICK 40u

/* CMSDK dual timer, timer 1. */
typedef struct {
    volatile uint32_t load, value, control;
} timer;

#define TIMER ((timer *)0x40002000u)
#define TIMER_ENABLE_32_BIT 0x82u

void port_start_counters(void)
{
    TIMER->control = 0;
    TIMER->load = UINT32_MAX;
    TIMER->control = TIMER_ENABLE_32_BIT;
}

static uint32_t ticks(void)
{
    return UINT32_MAX - TIMER->value;
}

uint32_t mcunet_port_microseconds(void)
{
    return ticks() / TICKS_PER_MICROSECOND;
}

uint32_t mcunet_port_cycles(void)
{
    return ticks() * INSTRUCTIONS_PER_TICK;
}

const char *mcunet_port_backend(void)
{
    return "armv7em";
}

mcunet_layout mcunet_port_layout(void)
{
    return MCUNET_LAYOUT_ARMV7EM;
}
