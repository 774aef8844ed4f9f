/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "../bare-metal/memory.h"
#include "../bare-metal/semihosting.h"

extern uint8_t port_bss_start[], port_bss_end[];

int main(void);
void port_start(void);
void port_report_fault(void);

/* The external memory's pages of 64 KiB, and what maps one of them to RAM; ESP32-S3 Technical Reference Manual, System and Memory. */
#define MMU ((volatile uint32_t *)0x600C5000u)
#define MMU_PAGES 512u
#define MMU_RAM 0x8000u

void port_start(void)
{
    for (uint32_t page = 0; page < MMU_PAGES; page++) {
        MMU[page] = MMU_RAM | page;
    }
    memset(port_bss_start, 0, (size_t)(port_bss_end - port_bss_start));
    port_paint_stack();
    semihosting_exit(main());
}

void port_report_fault(void)
{
    static const char message[] = "processor fault\n";
    semihosting_write(message, sizeof message - 1);
    semihosting_exit(70);
}
