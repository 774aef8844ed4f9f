/* SPDX-License-Identifier: MIT */
/* The retired-instruction counter; run with -icount shift=0, QEMU executes one a nanosecond. */
#include "mcunet/port.h"

#define NANOSECONDS_PER_MICROSECOND 1000u

uint32_t mcunet_port_cycles(void)
{
    uint32_t instructions;
    __asm__ volatile("csrr %0, minstret" : "=r"(instructions));
    return instructions;
}

uint32_t mcunet_port_microseconds(void)
{
    return mcunet_port_cycles() / NANOSECONDS_PER_MICROSECOND;
}

const char *mcunet_port_backend(void)
{
    return "rv32";
}

mcunet_layout mcunet_port_layout(void)
{
    return MCUNET_LAYOUT_RV32;
}
