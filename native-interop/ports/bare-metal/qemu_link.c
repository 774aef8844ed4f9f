/* SPDX-License-Identifier: MIT */
/* QEMU's link: the semihosting console, which is QEMU's own standard input and output. */
#include "link.h"
#include "semihosting.h"

size_t port_link_read(void *target, size_t bytes)
{
    return semihosting_read(target, bytes);
}

void port_link_write(const void *source, size_t bytes)
{
    semihosting_write(source, bytes);
}
