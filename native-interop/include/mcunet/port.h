/* SPDX-License-Identifier: MIT */
/* What the interop layer asks of the machine it runs on: one small source folder a port, under ports/. */
#ifndef MCUNET_PORT_H
#define MCUNET_PORT_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/format.h"
#include "mcunet/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A model that is linked into the firmware image; its package stays in flash and is used in place. */
typedef struct {
    const char *name;
    const uint8_t *package; /* aligned to MCUNET_ALIGNMENT */
    uint32_t bytes;
} mcunet_linked_model;

/*
 * Links a package into the firmware under a name, a C string; `identifier` makes it one of the program's symbols, which must differ from
 * those of other models. The build gathers the models: ports/firmware/models.c.
 */
#define MCUNET_LINK_MODEL(identifier, model_name, model_package)                                              \
    extern const mcunet_linked_model mcunet_linked_##identifier;                                              \
    const mcunet_linked_model mcunet_linked_##identifier = {model_name, model_package, sizeof model_package}; \
    MCUNET_LIST_MODEL(mcunet_linked_##identifier)

#ifdef ESP_PLATFORM /* whose linker scripts place known sections only: the build lists the models */
#define MCUNET_LIST_MODEL(model)
#else
#define MCUNET_LIST_MODEL(model) \
    static const mcunet_linked_model *const mcunet_listed_model __attribute__((used, section("mcunet_models"))) = &model;
#endif

/* The models of this firmware, *count of them. */
const mcunet_linked_model *const *mcunet_port_models(uint32_t *count);

/* Driver of a camera on the parallel port. Each function returns a mcunet_status. */
typedef struct {
    mcunet_status (*open)(const int32_t *settings);                    /* MCUNET_CAMERA_* of mcunet/interop.h */
    mcunet_status (*capture)(const uint8_t **pixels, uint32_t *bytes); /* they stay until release */
    void (*release)(void);
    void (*close)(void);
} mcunet_camera_driver;

/* The port's driver; null when it has none. */
const mcunet_camera_driver *mcunet_port_camera(void);

/* The arena: aligned to MCUNET_ALIGNMENT, *bytes long, in the fastest memory that is large enough. Null when there is none. */
uint8_t *mcunet_port_arena(size_t *bytes);

/* The bytes of flash at `address`, readable as memory, or null where the board has no such flash. */
const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes);

/* Free-running counters; they wrap. 0 always where the machine has none. */
uint32_t mcunet_port_microseconds(void);
uint32_t mcunet_port_cycles(void);

/* Deepest use of the calling thread's native stack so far, bytes; -1 where it cannot be known. */
int32_t mcunet_port_stack_bytes(void);

/* The kernels this build prefers: "portable", "armv7em" ... */
const char *mcunet_port_backend(void);

/* The layout that they read fastest. */
mcunet_layout mcunet_port_layout(void);

#ifdef __cplusplus
}
#endif

#endif
