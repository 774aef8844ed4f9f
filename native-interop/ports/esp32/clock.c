/* ESP-IDF's clocks, and its flash: the linked model is mapped already, other flash would have to be mapped first. */
#include <stddef.h>

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

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    (void)address;
    (void)bytes;
    return NULL;
}
