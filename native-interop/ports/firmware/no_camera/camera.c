/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "mcunet/port.h"

const mcunet_camera_driver *mcunet_port_camera(void)
{
    return NULL;
}
