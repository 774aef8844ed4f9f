/* SPDX-License-Identifier: MIT */
#include "semihosting.h"

#if defined(__XTENSA__)

/* Operation numbers of Xtensa's simulators, whose console is files 0 and 1. */
enum { SYS_EXIT = 1, SYS_READ = 3, SYS_WRITE = 4 };

static int32_t call(int32_t operation, int32_t file, uintptr_t memory, size_t bytes)
{
    register int32_t a2 __asm__("a2") = operation;
    register int32_t a3 __asm__("a3") = file;
    register uintptr_t a4 __asm__("a4") = memory;
    register size_t a5 __asm__("a5") = bytes;
    __asm__ volatile("simcall" : "+r"(a2), "+r"(a3) : "r"(a4), "r"(a5) : "memory");
    return a2;
}

size_t semihosting_read(void *target, size_t bytes)
{
    const int32_t count = call(SYS_READ, 0, (uintptr_t)target, bytes);
    return count < 0 ? 0 : (size_t)count;
}

void semihosting_write(const void *source, size_t bytes)
{
    call(SYS_WRITE, 1, (uintptr_t)source, bytes);
}

void semihosting_exit(int status)
{
    for (;;) {
        call(SYS_EXIT, status, 0, 0);
    }
}

#else

/* Operation numbers of the Arm semihosting specification, which RISC-V shares. */
enum { SYS_OPEN = 0x01, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT_EXTENDED = 0x20 };
enum { MODE_READ = 0, MODE_WRITE = 4, EXIT_BY_APPLICATION = 0x20026 };

static intptr_t call(int operation, const uintptr_t *arguments)
{
#if defined(__arm__)
    register intptr_t r0 __asm__("r0") = operation;
    register const uintptr_t *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#elif defined(__riscv)
    register intptr_t a0 __asm__("a0") = operation;
    register const uintptr_t *a1 __asm__("a1") = arguments;
    __asm__ volatile(".option push\n .option norvc\n .balign 16\n slli zero, zero, 0x1f\n ebreak\n srai zero, zero, 7\n .option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
    return a0;
#endif
}

static uintptr_t open_console(int mode)
{
    const uintptr_t arguments[] = {(uintptr_t) ":tt", (uintptr_t)mode, 3};
    return (uintptr_t)call(SYS_OPEN, arguments);
}

size_t semihosting_read(void *target, size_t bytes)
{
    static uintptr_t input;
    if (input == 0) {
        input = open_console(MODE_READ);
    }
    const uintptr_t arguments[] = {input, (uintptr_t)target, bytes};
    return bytes - (size_t)call(SYS_READ, arguments); /* the call returns how many bytes it did not read */
}

void semihosting_write(const void *source, size_t bytes)
{
    static uintptr_t output;
    if (output == 0) {
        output = open_console(MODE_WRITE);
    }
    const uintptr_t arguments[] = {output, (uintptr_t)source, bytes};
    call(SYS_WRITE, arguments);
}

void semihosting_exit(int status)
{
    const uintptr_t arguments[] = {EXIT_BY_APPLICATION, (uintptr_t)status};
    for (;;) {
        call(SYS_EXIT_EXTENDED, arguments);
    }
}

#endif
