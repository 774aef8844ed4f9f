/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <malloc.h>

void *mcunet_host_allocate(size_t alignment, size_t bytes)
{
    return _aligned_malloc(bytes, alignment);
}

void mcunet_host_free(void *memory)
{
    _aligned_free(memory);
}
