/* SPDX-License-Identifier: MIT */
/* Aligned memory of a PC: ports/posix and ports/windows have one implementation each. */
#ifndef MCUNET_PORTS_HOST_MEMORY_H
#define MCUNET_PORTS_HOST_MEMORY_H

#include <stddef.h>

/* Memory at a multiple of alignment, a power of two of at least sizeof(void *); NULL when there is none. Freed with mcunet_host_free. */
void *mcunet_host_allocate(size_t alignment, size_t bytes);

void mcunet_host_free(void *memory);

#endif
