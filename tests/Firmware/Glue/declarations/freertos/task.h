/* SPDX-License-Identifier: MIT */
#pragma once

#include <stddef.h>

#include "freertos/FreeRTOS.h"

typedef struct tskTaskControlBlock *TaskHandle_t;

UBaseType_t uxTaskGetStackHighWaterMark(TaskHandle_t task);
