#include "mcunet/interop.h"
#include "mcunet/port.h"

int32_t mcunet_interop_microseconds(void)
{
    return (int32_t)mcunet_port_microseconds();
}

int32_t mcunet_interop_cycles(void)
{
    return (int32_t)mcunet_port_cycles();
}

int32_t mcunet_interop_stack_bytes(void)
{
    return mcunet_port_stack_bytes();
}
