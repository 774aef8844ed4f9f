/* SPDX-License-Identifier: MIT */
/* Cortex-M's cycle counter (DWT), which needs the core's clock to become microseconds. */

#include "mcunet/port.h"

extern uint32_t SystemCoreClock; /* Hz, kept by CMSIS */

#define DEMCR (*(volatile uint32_t *)0xE000EDFCu)
#define DEMCR_TRACE_ENABLE (1u << 24)
#define DWT_CONTROL (*(volatile uint32_t *)0xE0001000u)
#define DWT_CYCLE_COUNT_ENABLE 1u
#define DWT_CYCLES (*(volatile uint32_t *)0xE0001004u)
#define DWT_UNLOCK (*(volatile uint32_t *)0xE0001FB0u) /* Cortex-M7 */
#define DWT_KEY 0xC5ACCE55u

uint32_t mcunet_port_cycles(void)
{
    if ((DWT_CONTROL & DWT_CYCLE_COUNT_ENABLE) == 0u) {
        DEMCR |= DEMCR_TRACE_ENABLE;
        DWT_UNLOCK = DWT_KEY;
        DWT_CONTROL |= DWT_CYCLE_COUNT_ENABLE;
    }
    return DWT_CYCLES;
}

/* The counter wraps every 2^32 cycles, 20 seconds at 216 MHz; the wraps are added up, so ask more often than that. */
uint32_t mcunet_port_microseconds(void)
{
    static uint32_t last_cycles, rest, microseconds;
    const uint32_t per_microsecond = SystemCoreClock / 1000000u;
    const uint32_t now = mcunet_port_cycles();
    rest += now - last_cycles;
    last_cycles = now;
    microseconds += rest / per_microsecond;
    rest %= per_microsecond;
    return microseconds;
}
