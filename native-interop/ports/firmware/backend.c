/* SPDX-License-Identifier: MIT */
/* The fastest kernels that a firmware's compiler flags let it have. */
#include "kernels/xtensa.h"
#include "mcunet/port.h"

#if defined(__ARM_FEATURE_DSP)
#define BACKEND "armv7em"
#define LAYOUT MCUNET_LAYOUT_ARMV7EM
#elif MCUNET_PIE
#define BACKEND "esp32s3"
#define LAYOUT MCUNET_LAYOUT_ESP32S3
#elif (defined(__riscv) && __riscv_xlen == 32) || defined(__XTENSA__)
#define BACKEND "rv32"
#define LAYOUT MCUNET_LAYOUT_RV32
#else
#define BACKEND "portable"
#define LAYOUT MCUNET_LAYOUT_PORTABLE
#endif

const char *mcunet_port_backend(void)
{
    return BACKEND;
}

mcunet_layout mcunet_port_layout(void)
{
    return LAYOUT;
}
