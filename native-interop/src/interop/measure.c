#include "state.h"
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

int32_t mcunet_interop_macs(int32_t *words, int32_t length)
{
    if (!mcunet_interop.is_open) {
        return MCUNET_ERROR_STATE;
    }
    if (words == NULL || length < 2) {
        return MCUNET_ERROR_BUFFER;
    }
    words[0] = (int32_t)(uint32_t)mcunet_interop.model.macs;
    words[1] = (int32_t)(uint32_t)(mcunet_interop.model.macs >> 32);
    return MCUNET_OK;
}
