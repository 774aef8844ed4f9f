/* SPDX-License-Identifier: MIT */
/*
 * What a PC adds to the interop layer: boards, each with an arena, linked models and open ones of its own. A thread selects the board that
 * its calls are about; until it does, that is one without arena and models. Boards are used by one thread at a time.
 */
#ifndef MCUNET_HOST_H
#define MCUNET_HOST_H

#include <stdint.h>

typedef struct mcunet_host_board mcunet_host_board;

/* A board without arena and models; null when there is no memory. */
mcunet_host_board *mcunet_host_create(void);

/* Frees a board, its arena and its packages. No thread may have it selected any more, but the caller. */
void mcunet_host_destroy(mcunet_host_board *board);

/* Selects a board for the calling thread; null: the empty one. */
void mcunet_host_select(mcunet_host_board *board);

/* Gives the selected board an arena of `bytes` bytes, closing its models; 0 frees it. MCUNET_ERROR_ARENA when there is no memory. */
int32_t mcunet_host_set_arena(int32_t bytes);

/*
 * Links a copy of the package of `bytes` bytes into the selected board under a name, after those already there. MCUNET_ERROR_ARGUMENT without
 * package, MCUNET_ERROR_FULL when there are MCUNET_HOST_MODELS, MCUNET_ERROR_BUFFER when there is no memory.
 */
int32_t mcunet_host_link(const char *name, const uint8_t *package, int32_t bytes);

/*
 * Writes a copy of `bytes` bytes to the selected board's flash, in place of what was there, at address MCUNET_HOST_FLASH. 0 erases it.
 * Models opened there are closed with all others.
 */
int32_t mcunet_host_write_flash(const uint8_t *package, int32_t bytes);

/*
 * Copies `bytes` bytes of the selected board's arena from `offset` on, to show what is in it. MCUNET_ERROR_ARGUMENT where they do not lie in it, or
 * without destination.
 */
int32_t mcunet_host_read_arena(uint8_t *destination, int32_t offset, int32_t bytes);

#define MCUNET_HOST_MODELS 8
#define MCUNET_HOST_FLASH 0x10000000u

#endif
