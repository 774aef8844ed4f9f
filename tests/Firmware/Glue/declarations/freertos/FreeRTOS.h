/* SPDX-License-Identifier: MIT */
/* What the engine uses of FreeRTOS, as ESP-IDF declares it. */
#pragma once

typedef unsigned int UBaseType_t;
