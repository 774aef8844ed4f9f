#include <string.h>

#include "kernels/view.h"

void mcunet_resize_nearest(const mcunet_kernel_call *call)
{
    const uint16_t *rows = (const uint16_t *)(const void *)call->constants;
    const uint16_t *columns = rows + call->output->height;
    const mcunet_region region = call->region;
    const size_t channels = (size_t)call->output->channels;

    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            memmove(mcunet_pixel(call->output, y, x), mcunet_pixel(call->inputs, rows[y], columns[x]), channels);
        }
    }
}

uint32_t mcunet_resize_nearest_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
