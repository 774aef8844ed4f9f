/* SPDX-License-Identifier: MIT */
/* What the ports use of ESP-IDF's esp_timer.h. */
#ifndef ESP_TIMER_H
#define ESP_TIMER_H

#include <stdint.h>

int64_t esp_timer_get_time(void); /* microseconds since the start */

#endif
