/* SPDX-License-Identifier: MIT */
/* Semihosting: what a debugger, or QEMU, does for a program without an operating system. Used by the QEMU ports only. */
#ifndef MCUNET_PORTS_SEMIHOSTING_H
#define MCUNET_PORTS_SEMIHOSTING_H

#include <stddef.h>
#include <stdint.h>

/* Reads at least one and at most `bytes` bytes of the console, waiting as long as it takes; returns their number, 0 when it is closed. */
size_t semihosting_read(void *target, size_t bytes);

void semihosting_write(const void *source, size_t bytes);

void semihosting_exit(int status) __attribute__((noreturn));

#endif
