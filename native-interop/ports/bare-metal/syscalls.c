/* SPDX-License-Identifier: MIT */
/* What the C library of a target's test programs asks of the machine: a console and a heap. The runner uses neither. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "semihosting.h"

void _exit(int status) __attribute__((noreturn));

#if defined(__PICOLIBC__)

static int put(char character, FILE *file)
{
    (void)file;
    semihosting_write(&character, 1);
    return (unsigned char)character;
}

int kill(int process, int signal);
int getpid(void);

int kill(int process, int signal)
{
    (void)process;
    semihosting_exit(signal);
}

int getpid(void)
{
    return 1;
}

static FILE console = FDEV_SETUP_STREAM(put, NULL, NULL, _FDEV_SETUP_WRITE);
FILE *const stdout = &console;
FILE *const stderr = &console;

#else

extern char port_heap_start[], port_heap_end[]; /* from the linker script */

void *_sbrk(ptrdiff_t bytes);
int _write(int file, const void *source, int bytes);
int _read(int file, void *target, int bytes);
int _close(int file);
int _lseek(int file, int offset, int whence);
int _fstat(int file, void *status);
int _isatty(int file);
int _kill(int process, int signal);
int _getpid(void);

void *_sbrk(ptrdiff_t bytes)
{
    static char *next = port_heap_start;
    if (bytes > port_heap_end - next) {
        return (void *)-1;
    }
    char *const block = next;
    next += bytes;
    return block;
}

int _write(int file, const void *source, int bytes)
{
    (void)file;
    semihosting_write(source, (size_t)bytes);
    return bytes;
}

int _read(int file, void *target, int bytes)
{
    (void)file;
    return (int)semihosting_read(target, (size_t)bytes);
}

int _close(int file)
{
    (void)file;
    return -1;
}

int _lseek(int file, int offset, int whence)
{
    (void)file;
    (void)offset;
    (void)whence;
    return 0;
}

int _fstat(int file, void *status)
{
    (void)file;
    (void)status;
    return -1;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}

int _kill(int process, int signal)
{
    (void)process;
    semihosting_exit(signal);
}

int _getpid(void)
{
    return 1;
}

#endif

void _exit(int status)
{
    semihosting_exit(status);
}
