#include "mcunet/port.h"

/* The CLR's thread was started by the firmware, which does not paint its stack. */
int32_t mcunet_port_stack_bytes(void)
{
    return -1;
}
