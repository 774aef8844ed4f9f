/* SPDX-License-Identifier: MIT */
/*
 * The models of a firmware image, each from a C source that mcunet compile --c-source wrote. A build may list their identifiers,
 * MCUNET_LINKED_MODELS="MODEL(a) MODEL(b)", and must on ESP32; otherwise the linker gathers whatever is linked, in its order.
 */
#include <stddef.h>

#include "mcunet/port.h"

#ifdef MCUNET_LINKED_MODELS

#define MODEL(identifier) extern const mcunet_linked_model mcunet_linked_##identifier;
MCUNET_LINKED_MODELS
#undef MODEL

#define MODEL(identifier) &mcunet_linked_##identifier,
static const mcunet_linked_model *const models[] = {MCUNET_LINKED_MODELS NULL};
#undef MODEL

const mcunet_linked_model *const *mcunet_port_models(uint32_t *count)
{
    *count = sizeof models / sizeof *models - 1;
    return models;
}

#else

/* The linker's own names for the two ends of a section; null when there is none. */
extern const mcunet_linked_model *const begin[] __asm__("__start_mcunet_models") __attribute__((weak));
extern const mcunet_linked_model *const end[] __asm__("__stop_mcunet_models") __attribute__((weak));

const mcunet_linked_model *const *mcunet_port_models(uint32_t *count)
{
    *count = (uint32_t)(((uintptr_t)end - (uintptr_t)begin) / sizeof *begin);
    return begin;
}

#endif
