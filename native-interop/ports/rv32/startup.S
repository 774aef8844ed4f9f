/* SPDX-License-Identifier: MIT */
/* From reset to C on QEMU's virt board. */
    .section .text.reset, "ax"
    .globl port_reset
port_reset:
    .option push
    .option norelax
    la gp, port_global_pointer
    .option pop
    la tp, port_thread
    la sp, port_stack_top
    la t0, port_fault
    csrw mtvec, t0
    j port_start

    .balign 4
port_fault:
    la sp, port_stack_top
    j port_report_fault
