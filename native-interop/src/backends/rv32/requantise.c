/* SPDX-License-Identifier: MIT */
#include "requantise.h"

void mcunet_rv32_store(const uint32_t *sums, int32_t count, const mcunet_rv32_scale *scale, const mcunet_rv32_limits *limits,
                       int8_t *output, int32_t step)
{
    const mcunet_rv32_scale s = *scale; /* which stores of outputs cannot alias */
    const mcunet_rv32_limits l = *limits;
    for (; count > 0; count--, output += step) {
        *output = (int8_t)mcunet_rv32_requantise(*sums++, s, l);
    }
}
