/* SPDX-License-Identifier: MIT */
/* FreeRTOS fills each task's stack when it creates the task, and counts what was never written; ESP-IDF counts in bytes. Interop calls run
   on the task of the CLR, whose size only nanoFramework's app_main.c knows: the build names it in MCUNET_CLR_STACK_BYTES. */
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "mcunet/port.h"

int32_t mcunet_port_stack_bytes(void)
{
    const UBaseType_t untouched = uxTaskGetStackHighWaterMark(NULL);
    return untouched <= MCUNET_CLR_STACK_BYTES ? (int32_t)(MCUNET_CLR_STACK_BYTES - untouched) : -1;
}
