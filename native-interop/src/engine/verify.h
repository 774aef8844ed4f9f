/* SPDX-License-Identifier: MIT */
/* The checks of mcunet_model_open, each independent of the order of the others only as documented. */
#ifndef MCUNET_VERIFY_H
#define MCUNET_VERIFY_H

#include "mcunet/engine.h"

/* Magic and format; reads no more of the header than these, which have their place in every format. */
mcunet_status mcunet_verify_format(const mcunet_header *header);

/* Header, and that every section lies inside the package, aligned; sets the model's pointers. First of all. */
mcunet_status mcunet_verify_sections(mcunet_model *model, size_t package_bytes, size_t arena_bytes);

/* Tensor shapes, and that every buffer of every slot lies inside the arena (or package). After sections. */
mcunet_status mcunet_verify_slots(const mcunet_model *model);

/* Kinds, geometry against tensors, constants inside the package, order of execution. After slots. */
mcunet_status mcunet_verify_operators(const mcunet_model *model);

/*
 * Walks every stage along both axes without computing: everything read has been computed and is present, every region fits its
 * window, line and stash, and every kernel's scratch is large enough. After operators.
 */
mcunet_status mcunet_verify_walks(const mcunet_model *model);

/* Whether [offset, offset + bytes) lies inside [0, limit). */
static inline int mcunet_inside(uint64_t offset, uint64_t bytes, uint64_t limit)
{
    return offset <= limit && bytes <= limit - offset;
}

#endif
