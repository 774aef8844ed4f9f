/* What a PC adds to the interop layer: an arena and a package of the caller's choice, for each thread its own. */
#ifndef MCUNET_HOST_H
#define MCUNET_HOST_H

#include <stdint.h>

/* Gives the calling thread an arena of `bytes` bytes, closing its open model; 0 frees it. MCUNET_ERROR_ARENA when there is no memory. */
int32_t mcunet_host_set_arena(int32_t bytes);

/*
 * Gives the calling thread a copy of the package of `bytes` bytes as its one linked model, under the name "host", in place of the one
 * it had, which is closed; 0 bytes frees it. mcunet_interop_open then opens it. MCUNET_ERROR_BUFFER when there is no memory.
 */
int32_t mcunet_host_link(const uint8_t *package, int32_t bytes);

#endif
