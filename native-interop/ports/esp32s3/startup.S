/* SPDX-License-Identifier: MIT */
/*
 * From reset to C on QEMU's esp32s3 machine. Functions are called with register windows: when the 64 registers are used up, the first six
 * vectors put the oldest windows on the stack and bring them back (Xtensa ISA Reference Manual, Windowed Register Option).
 */
    .section .vectors, "ax"
    .align 1024
    .globl port_vectors
port_vectors:

    .org port_vectors + 0x000 /* overflow of 4, */
    s32e a0, a5, -16
    s32e a1, a5, -12
    s32e a2, a5, -8
    s32e a3, a5, -4
    rfwo

    .org port_vectors + 0x040 /* and underflow */
    l32e a0, a5, -16
    l32e a1, a5, -12
    l32e a2, a5, -8
    l32e a3, a5, -4
    rfwu

    .org port_vectors + 0x080 /* of 8 */
    s32e a0, a9, -16
    l32e a0, a1, -12
    s32e a1, a9, -12
    s32e a2, a9, -8
    s32e a3, a9, -4
    s32e a4, a0, -32
    s32e a5, a0, -28
    s32e a6, a0, -24
    s32e a7, a0, -20
    rfwo

    .org port_vectors + 0x0C0
    l32e a0, a9, -16
    l32e a1, a9, -12
    l32e a2, a9, -8
    l32e a7, a1, -12
    l32e a3, a9, -4
    l32e a4, a7, -32
    l32e a5, a7, -28
    l32e a6, a7, -24
    l32e a7, a7, -20
    rfwu

    .org port_vectors + 0x100 /* of 12 */
    s32e a0, a13, -16
    l32e a0, a1, -12
    s32e a1, a13, -12
    s32e a2, a13, -8
    s32e a3, a13, -4
    s32e a4, a0, -48
    s32e a5, a0, -44
    s32e a6, a0, -40
    s32e a7, a0, -36
    s32e a8, a0, -32
    s32e a9, a0, -28
    s32e a10, a0, -24
    s32e a11, a0, -20
    rfwo

    .org port_vectors + 0x140
    l32e a0, a13, -16
    l32e a1, a13, -12
    l32e a2, a13, -8
    l32e a11, a1, -12
    l32e a3, a13, -4
    l32e a4, a11, -48
    l32e a5, a11, -44
    l32e a6, a11, -40
    l32e a7, a11, -36
    l32e a8, a11, -32
    l32e a9, a11, -28
    l32e a10, a11, -24
    l32e a11, a11, -20
    rfwu

    .org port_vectors + 0x300 /* exceptions in the kernel, */
    j port_fault
    .org port_vectors + 0x340 /* in a user's program, */
    j port_fault
    .org port_vectors + 0x3C0 /* and in exceptions */
    j port_fault

    .text
    .align 4
    .literal_position
port_fault:
    movi a7, port_report_fault
    j enter

    .globl port_reset
port_reset:
    movi a7, port_start
enter: /* one window, a stack, no interrupts, every coprocessor; then the function in a7 */
    movi a2, 0
    wsr a2, intenable
    wsr a2, windowbase
    rsync
    movi a2, 1
    wsr a2, windowstart
    rsync
    movi a2, port_vectors
    wsr a2, vecbase
    movi a2, 0xFF
    wsr a2, cpenable
    movi a2, 0x4002F /* PS: windows, user mode, interrupts masked */
    wsr a2, ps
    rsync
    movi a1, port_stack_top
    addi a1, a1, -32
    movi a0, 0
    callx4 a7
