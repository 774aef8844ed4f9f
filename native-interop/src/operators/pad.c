#include <string.h>

#include "kernels/view.h"

static void pad_pixel(const mcunet_kernel_call *call, int32_t y, int32_t x, int8_t *output)
{
    const mcunet_view *input = call->inputs;
    const int32_t channels = call->output->channels;
    const int32_t row = y - call->operator_->pad_top, column = x - call->operator_->pad_left;
    const int32_t before = call->operator_->parameter;

    memset(output, call->output->zero_point, (size_t)channels);
    if (row >= 0 && row < input->height && column >= 0 && column < input->width && before < channels) {
        memmove(output + before, mcunet_pixel(input, row, column), (size_t)mcunet_min(input->channels, channels - before));
    }
}

void mcunet_pad(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            pad_pixel(call, y, x, mcunet_pixel(call->output, y, x));
        }
    }
}

uint32_t mcunet_pad_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
