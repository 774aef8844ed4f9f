/* SPDX-License-Identifier: MIT */
#ifndef MCUNET_PORTS_PACKAGE_H
#define MCUNET_PORTS_PACKAGE_H

#include <stddef.h>
#include <stdint.h>

/* Memory that stands for flash: where a package is loaded to, *bytes long. */
uint8_t *port_package_memory(size_t *bytes);

/* Makes the first `bytes` of it the one linked model; 0 takes it away. */
void port_link_package(uint32_t bytes);

#endif
