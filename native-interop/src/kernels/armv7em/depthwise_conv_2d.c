/* DEPTHWISE_CONV_2D for Armv7E-M, in whichever way is faster for the region. */
#include "armv7em.h"
#include "depthwise.h"

/*
 * Per channel, filling the columns costs the same for one output as for a row of them; from about this many outputs a channel on, that
 * is made up for by two taps an instruction.
 */
#define FEW_OUTPUTS 8

static int computes_pixels(const mcunet_operator *op, int32_t channels, int32_t height, int32_t width)
{
    return (op->flags & MCUNET_OPERATOR_IN_PLACE) == 0 && channels % MCUNET_QUAD == 0 && height * width <= FEW_OUTPUTS;
}

void mcunet_armv7em_depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_region region = call->region;
    if (computes_pixels(call->operator_, call->output->channels, region.bottom - region.top, region.right - region.left)) {
        mcunet_armv7em_depthwise_pixels(call);
    } else {
        mcunet_armv7em_depthwise_columns(call);
    }
}

uint32_t mcunet_armv7em_depthwise_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return computes_pixels(op, extent->output_channels, extent->region_height, extent->region_width)
               ? 0
               : mcunet_armv7em_depthwise_columns_scratch_bytes(op, extent);
}
