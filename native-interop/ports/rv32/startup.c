/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "memory.h"
#include "semihosting.h"

extern uint8_t port_bss_start[], port_bss_end[];

int main(void);
void port_start(void);
void port_report_fault(void);

void port_start(void)
{
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
