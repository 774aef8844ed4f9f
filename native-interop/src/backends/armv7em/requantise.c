/* SPDX-License-Identifier: MIT */
#include "requantise.h"

int32_t mcunet_scale_slowly(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point)
{
    const int32_t scaled = mcunet_multiply_by_quantized_multiplier(sum, multiplier, shift);
    return mcunet_saturate_int8((int32_t)((uint32_t)scaled + (uint32_t)zero_point));
}
