#include <string.h>

#include "kernels/mean.h"

static void average_pixel(const mcunet_kernel_call *call, mcunet_region window, int8_t *output)
{
    const mcunet_mean_constants *constants = (const mcunet_mean_constants *)(const void *)call->constants;
    const mcunet_view *input = call->inputs;
    uint32_t sums[MCUNET_SUM_BLOCK];
    for (int32_t channel = 0; channel < input->channels; channel += MCUNET_SUM_BLOCK) {
        const int32_t block = mcunet_min(MCUNET_SUM_BLOCK, input->channels - channel);
        memset(sums, 0, sizeof sums);
        mcunet_add_window(input, window, channel, block, sums);
        for (int32_t i = 0; i < block; i++) {
            output[channel + i] = mcunet_mean_output(constants, sums[i], call->output->zero_point);
        }
    }
}

void mcunet_mean(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            average_pixel(call, mcunet_window_inside(call->operator_, call->inputs, y, x), mcunet_pixel(call->output, y, x));
        }
    }
}

uint32_t mcunet_mean_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
