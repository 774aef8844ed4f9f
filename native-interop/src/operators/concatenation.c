#include <string.h>

#include "kernels/view.h"

/* Copies the part of `input` that lies in the region when its first element lands on (top, left, channel) of the output. */
static void place(const mcunet_view *input, const mcunet_view *output, mcunet_region region, int32_t top, int32_t left,
                  int32_t channel)
{
    const int32_t bottom = mcunet_min(region.bottom, top + input->height);
    const int32_t right = mcunet_min(region.right, left + input->width);
    for (int32_t y = mcunet_max(region.top, top); y < bottom; y++) {
        for (int32_t x = mcunet_max(region.left, left); x < right; x++) {
            memmove(mcunet_pixel(output, y, x) + channel, mcunet_pixel(input, y - top, x - left), (size_t)input->channels);
        }
    }
}

void mcunet_concatenation(const mcunet_kernel_call *call)
{
    const int axis = call->operator_->parameter;
    int32_t position = 0;
    for (int32_t i = 0; i < call->operator_->input_count; i++) {
        const mcunet_view *input = &call->inputs[i];
        place(input, call->output, call->region, axis == 0 ? position : 0, axis == 1 ? position : 0, axis == 2 ? position : 0);
        position += axis == 0 ? input->height : (axis == 1 ? input->width : input->channels);
    }
}

uint32_t mcunet_concatenation_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
