/* SPDX-License-Identifier: MIT */
/* The portable kernels: the definition of every operator, in constants as FORMAT.md's table has them. */
#include "operators/operators.h"

static const mcunet_kernel *const kernels[] = {
#define MCUNET_OPERATOR(KIND, name) &mcunet_portable_##name,
#include "operators/operators.def"
    &mcunet_portable_conv_2d_accumulate,
    &mcunet_portable_average_pool_2d_accumulate,
    &mcunet_portable_mean_accumulate,
    &mcunet_portable_depthwise_conv_2d_in_place,
    NULL,
};

const mcunet_backend mcunet_portable_backend = {"portable", MCUNET_LAYOUT_PORTABLE, kernels, 0, 0};
