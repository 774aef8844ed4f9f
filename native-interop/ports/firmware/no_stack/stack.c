/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"

/* The operating system keeps no high-water mark of its threads' stacks (ChibiOS has none, and nanoFramework's threads are not painted). */
int32_t mcunet_port_stack_bytes(void)
{
    return -1;
}
