#include "kernels/view.h"

void mcunet_transpose(const mcunet_kernel_call *call)
{
    const unsigned axes = call->operator_->parameter;
    const int32_t channels = call->output->channels;
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int32_t channel = 0; channel < channels; channel++) {
                int32_t position[4]; /* row, column, channel of the input; the fourth keeps any `parameter` inside the array */
                position[axes & 3u] = y;
                position[axes >> 2 & 3u] = x;
                position[axes >> 4 & 3u] = channel;
                output[channel] = mcunet_pixel(call->inputs, position[0], position[1])[position[2]];
            }
        }
    }
}

uint32_t mcunet_transpose_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
