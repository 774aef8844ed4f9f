/* SPDX-License-Identifier: MIT */
/* From reset to main on QEMU's MPS2 boards. QEMU loads .data itself. */
#include <stdint.h>
#include <string.h>

#include "../bare-metal/memory.h"
#include "../bare-metal/semihosting.h"
#include "counters.h"

#define COPROCESSOR_ACCESS (*(volatile uint32_t *)0xE000ED88u)
#define FPU_FULL_ACCESS (0xFu << 20)

extern uint8_t port_bss_start[], port_bss_end[];
extern uint32_t port_stack_top[];

int main(void);
void port_reset(void);

void port_reset(void)
{
    COPROCESSOR_ACCESS |= FPU_FULL_ACCESS;
    __asm__ volatile("dsb\n isb");
    memset(port_bss_start, 0, (size_t)(port_bss_end - port_bss_start));
    port_paint_stack();
    port_start_counters();
    semihosting_exit(main());
}

static void fault(void)
{
    static const char message[] = "processor fault\n";
    semihosting_write(message, sizeof message - 1);
    semihosting_exit(70);
}

static void (*const vectors[16])(void)
    __attribute__((section(".vectors"), used)) = {(void (*)(void))port_stack_top, port_reset, fault, fault, fault, fault, fault};
