/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_PORTS_MEMORY_H
#define MCUNET_PORTS_MEMORY_H

/* Fills the unused stack with a pattern, for mcunet_port_stack_bytes; call it once, from the start-up code. */
void port_paint_stack(void);

#endif
