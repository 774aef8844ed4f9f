/* SPDX-License-Identifier: MIT */
/* What the ports use of ESP-IDF's esp_cpu.h. */
#ifndef ESP_CPU_H
#define ESP_CPU_H

#include <stdint.h>

typedef uint32_t esp_cpu_cycle_count_t;

esp_cpu_cycle_count_t esp_cpu_get_cycle_count(void);

#endif
