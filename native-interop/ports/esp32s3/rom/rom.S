/* SPDX-License-Identifier: MIT */
/*
 * The ROM of QEMU's esp32s3: puts a runner into the memories that it is linked for, and starts it; stops the second processor. Given a -kernel,
 * QEMU leaves the ROM empty, so that the second processor takes exceptions for ever, and every instruction of either is time to both.
 * Assembled with CODE and DATA, files with the contents of the instruction and the data memory, and START, where to begin.
 */
#define CODE_BASE 0x40370000
#define DATA_BASE 0x3FC80000
#define PRID_SECOND 13 /* this bit of the processor's number is set in the second one */

    .text
    .align 4
    .org 0x3C0
    .literal_position

    .org 0x400 /* reset */
    rsr a2, prid
    bbsi a2, PRID_SECOND, park
    movi a3, code
    movi a4, code_end
    movi a5, CODE_BASE
    movi a6, 0
again:
    l32i a7, a3, 0
    s32i a7, a5, 0
    addi a3, a3, 4
    addi a5, a5, 4
    bltu a3, a4, again
    bnez a6, start
    movi a3, data
    movi a4, data_end
    movi a5, DATA_BASE
    movi a6, 1
    j again
start:
    movi a3, START
    jx a3
park:
    waiti 15
    j park

    .align 4
code:
    .incbin CODE
    .align 4
code_end:
data:
    .incbin DATA
    .align 4
data_end:
