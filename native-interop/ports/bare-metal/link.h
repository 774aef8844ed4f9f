/* SPDX-License-Identifier: MIT */
/* Frames on the byte link between a PC and a target; docs/LINK.md. */
#ifndef MCUNET_PORTS_LINK_H
#define MCUNET_PORTS_LINK_H

#include <stddef.h>
#include <stdint.h>

#define LINK_VERSION 1
#define LINK_MAX_PAYLOAD (16u << 10)

/* Results of a request that never reached the engine; below every mcunet_status. */
typedef enum {
    LINK_OK = 0,
    LINK_CLOSED = 1, /* nobody is at the other end any more */
    LINK_ERROR_CHECKSUM = -101,
    LINK_ERROR_LENGTH = -102,  /* a payload longer than LINK_MAX_PAYLOAD, or not what the command takes */
    LINK_ERROR_COMMAND = -103, /* no such command */
    LINK_ERROR_RANGE = -104    /* outside the package memory */
} link_status;

/* As it travels; the CRC-32 of command, sequence, length and payload follows. Little-endian. */
typedef struct {
    uint8_t magic[2]; /* "M2" */
    uint8_t command, sequence;
    uint32_t length; /* of the payload */
    uint8_t payload[LINK_MAX_PAYLOAD];
} link_frame;

/* The bytes of the link, given by each port. Reads 1 to `bytes` bytes, waiting as long as it takes; 0 when the link is closed. */
size_t port_link_read(void *target, size_t bytes);
void port_link_write(const void *source, size_t bytes);

/* Waits for the next frame; bytes that begin none are passed over. */
link_status link_receive(link_frame *frame);

/* Answers: the payload is two words and then `length` bytes at frame->payload + 8. */
void link_send(link_frame *frame, int32_t result, uint32_t instructions, uint32_t length);

#endif
