/*
 * Kernels for Armv7E-M with the DSP extension (Cortex-M4, M7, M33), constants in MCUNET_LAYOUT_ARMV7EM order. Same results as the portable
 * ones. They compile anywhere: elsewhere than on an Arm, the instructions are spelled out in C.
 */
#ifndef MCUNET_KERNELS_ARMV7EM_H
#define MCUNET_KERNELS_ARMV7EM_H

#include "mcunet/kernel.h"

/* One group only. */
MCUNET_DECLARE_KERNEL(armv7em_conv_2d);

/*
 * Channel multiplier 1, no dilation, 3 x 3, 5 x 5 or 7 x 7, strides up to 2, less padding before than kernel; with or without
 * MCUNET_OPERATOR_IN_PLACE: the output may start at the input address either way.
 */
MCUNET_DECLARE_KERNEL(armv7em_depthwise_conv_2d);

/* ADD and SUB */
MCUNET_DECLARE_KERNEL(armv7em_add);

#endif
