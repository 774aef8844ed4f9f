/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_PORTS_CORTEX_M_COUNTERS_H
#define MCUNET_PORTS_CORTEX_M_COUNTERS_H

void port_start_counters(void);

#endif
