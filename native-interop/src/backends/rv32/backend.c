/* SPDX-License-Identifier: MIT */
/* RV32IM and its like. FORMAT.md describes the layout of its constants. */
#include "mac16.h"
#include "mcunet/operator.h"

extern const mcunet_kernel mcunet_rv32_conv_2d, mcunet_rv32_conv_2d_mac16, mcunet_rv32_depthwise_conv_2d,
    mcunet_rv32_depthwise_conv_2d_in_place, mcunet_rv32_add, mcunet_rv32_sub;

static const mcunet_kernel *const kernels[] = {
    MCUNET_MAC16 ? &mcunet_rv32_conv_2d_mac16 : &mcunet_rv32_conv_2d,
    &mcunet_rv32_depthwise_conv_2d,
    &mcunet_rv32_depthwise_conv_2d_in_place,
    &mcunet_rv32_add,
    &mcunet_rv32_sub,
    NULL,
};

const mcunet_backend mcunet_rv32_backend = {"rv32", MCUNET_LAYOUT_RV32, kernels, 0, 0};
