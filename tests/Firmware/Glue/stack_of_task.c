/* SPDX-License-Identifier: MIT */
/* Stack use that the ESP32 port reports, for the untouched bytes that FreeRTOS counts: one line for each argument. */
#include <stdio.h>
#include <stdlib.h>

#include "freertos/task.h"
#include "mcunet/port.h"

static UBaseType_t untouched;

UBaseType_t uxTaskGetStackHighWaterMark(TaskHandle_t task)
{
    return task == NULL ? untouched : 0;
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++)
    {
        untouched = (UBaseType_t)strtoul(arguments[i], NULL, 10);
        printf("%d\n", (int)mcunet_port_stack_bytes());
    }
    return 0;
}
