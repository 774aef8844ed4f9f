/* SPDX-License-Identifier: MIT */
/* Armv7E-M with the DSP extension: Cortex-M4, M7, M33. FORMAT.md describes the layout of its constants. */
#include "mcunet/operator.h"

extern const mcunet_kernel mcunet_armv7em_conv_2d, mcunet_armv7em_depthwise_conv_2d_3, mcunet_armv7em_depthwise_conv_2d_3_in_place,
    mcunet_armv7em_depthwise_conv_2d_5, mcunet_armv7em_depthwise_conv_2d_5_in_place, mcunet_armv7em_depthwise_conv_2d_7,
    mcunet_armv7em_depthwise_conv_2d_7_in_place, mcunet_armv7em_add, mcunet_armv7em_sub, mcunet_armv7em_mul;

static const mcunet_kernel *const kernels[] = {
    &mcunet_armv7em_conv_2d,
    &mcunet_armv7em_depthwise_conv_2d_3,
    &mcunet_armv7em_depthwise_conv_2d_3_in_place,
    &mcunet_armv7em_depthwise_conv_2d_5,
    &mcunet_armv7em_depthwise_conv_2d_5_in_place,
    &mcunet_armv7em_depthwise_conv_2d_7,
    &mcunet_armv7em_depthwise_conv_2d_7_in_place,
    &mcunet_armv7em_add,
    &mcunet_armv7em_sub,
    &mcunet_armv7em_mul,
    NULL,
};

const mcunet_backend mcunet_armv7em_backend = {"armv7em", MCUNET_LAYOUT_ARMV7EM, kernels, 0, 0};
