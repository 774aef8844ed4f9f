/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "memory.h"

#include <stdlib.h>

void *mcunet_host_allocate(size_t alignment, size_t bytes)
{
    void *memory = NULL;
    return posix_memalign(&memory, alignment, bytes) == 0 ? memory : NULL;
}

void mcunet_host_free(void *memory)
{
    free(memory);
}
