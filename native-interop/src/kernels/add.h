/* SPDX-License-Identifier: MIT */
/* FORMAT.md's constants of ADD and SUB. */
#ifndef MCUNET_KERNELS_ADD_H
#define MCUNET_KERNELS_ADD_H

#include <stdint.h>

typedef struct {
    int32_t left_shift, multiplier0, shift0, multiplier1, shift1, output_multiplier, output_shift, reserved;
} mcunet_add_constants;

#endif
