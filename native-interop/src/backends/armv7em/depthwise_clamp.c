/* SPDX-License-Identifier: MIT */
#include "kernels/view.h"
#include "depthwise.h"
#include "mcunet/quantization.h"

void mcunet_clamp_channel(const mcunet_kernel_call *call, int32_t channel)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t outputs = region.right - region.left, step = call->output->channels;
    for (int32_t y = region.top; y < region.bottom; y++) {
        int8_t *output = mcunet_pixel(call->output, y, region.left) + channel;
        for (int32_t i = 0; i < outputs; i++) {
            output[i * step] = (int8_t)mcunet_clamp(output[i * step], op->activation_min, op->activation_max);
        }
    }
}
