/* SPDX-License-Identifier: MIT */
#include "link.h"

#include <string.h>

#include "engine/crc32.h"

static int read_all(void *target, size_t bytes)
{
    uint8_t *next = target;
    while (bytes > 0) {
        const size_t count = port_link_read(next, bytes);
        if (count == 0) {
            return 0;
        }
        next += count;
        bytes -= count;
    }
    return 1;
}

/* Reads up to and including the next magic. */
static int find_magic(uint8_t magic[2])
{
    magic[1] = 0;
    do {
        magic[0] = magic[1];
        if (!read_all(&magic[1], 1)) {
            return 0;
        }
    } while (magic[0] != 'M' || magic[1] != '2');
    return 1;
}

static uint32_t checksum(const link_frame *frame)
{
    return mcunet_crc32(&frame->command, offsetof(link_frame, payload) - offsetof(link_frame, command) + frame->length);
}

link_status link_receive(link_frame *frame)
{
    uint32_t expected;
    if (!find_magic(frame->magic) || !read_all(&frame->command, offsetof(link_frame, payload) - offsetof(link_frame, command))) {
        return LINK_CLOSED;
    }
    if (frame->length > LINK_MAX_PAYLOAD) {
        return LINK_ERROR_LENGTH;
    }
    if (!read_all(frame->payload, frame->length) || !read_all(&expected, sizeof expected)) {
        return LINK_CLOSED;
    }
    return checksum(frame) == expected ? LINK_OK : LINK_ERROR_CHECKSUM;
}

void link_send(link_frame *frame, int32_t result, uint32_t instructions, uint32_t length)
{
    memcpy(frame->payload, &result, sizeof result);
    memcpy(frame->payload + sizeof result, &instructions, sizeof instructions);
    frame->length = (uint32_t)(sizeof result + sizeof instructions) + length;
    const uint32_t check = checksum(frame);
    port_link_write(frame, offsetof(link_frame, payload) + frame->length);
    port_link_write(&check, sizeof check);
}
