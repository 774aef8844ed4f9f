/* SPDX-License-Identifier: MIT */
/* ESP-IDF's clocks. */
#include "esp_cpu.h"
#include "esp_timer.h"
#include "mcunet/port.h"

uint32_t mcunet_port_microseconds(void)
{
    return (uint32_t)esp_timer_get_time();
}

uint32_t mcunet_port_cycles(void)
{
    return (uint32_t)esp_cpu_get_cycle_count();
}
