/* SPDX-License-Identifier: MIT */
/* Division in fixed point, as gemmlowp does it. */
#ifndef MCUNET_KERNELS_RECIPROCAL_H
#define MCUNET_KERNELS_RECIPROCAL_H

#include <stdint.h>

/* 1 / (1 + x) for x in [0, 1), both Q0.31. */
int32_t mcunet_one_over_one_plus(int32_t x);

/* Zero bits above the highest one; 31 at most, also of 0. */
static inline int mcunet_leading_zeros(uint32_t x)
{
    int count = 0;
    while (count < 31 && (x & 0x80000000u) == 0) {
        x <<= 1;
        count++;
    }
    return count;
}

#endif
