#include "mcunet/port.h"

const char *mcunet_port_backend(void)
{
#ifdef __ARM_FEATURE_DSP
    return "armv7em";
#else
    return "portable";
#endif
}
