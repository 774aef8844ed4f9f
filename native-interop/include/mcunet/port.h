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

/* The models of this firmware, ended by one whose name is null. */
const mcunet_linked_model *mcunet_port_models(void);

/* Driver of a camera on the parallel port. Each function returns a mcunet_status. */
typedef struct {
    mcunet_status (*open)(const int32_t *settings); /* MCUNET_CAMERA_* of mcunet/interop.h */
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
