/* SPDX-License-Identifier: MIT */
/* CONV_2D over the whole input (FULLY_CONNECTED), one rectangle of the input at a time. */
#include "kernels/convolution.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* Adds the products of one run of input bytes with every channel's weights, which lie `stride` bytes apart. */
static void accumulate_run(const int8_t *input, int32_t bytes, const int8_t *weights, int32_t stride, uint32_t *sums, int32_t channels)
{
    for (int32_t channel = 0; channel < channels; channel++, weights += stride) {
        uint32_t sum = sums[channel];
        for (int32_t i = 0; i < bytes; i++) {
            sum += (uint32_t)(input[i] * weights[i]);
        }
        sums[channel] = sum;
    }
}

static void conv_2d_accumulate(const mcunet_kernel_call *call)
{
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_view *input = call->inputs;
    const mcunet_region region = call->region;
    const int32_t channels = call->output->channels;
    const int32_t row_bytes = input->width * input->channels;
    uint32_t *sums = call->scratch;

    if (call->patch & MCUNET_PATCH_FIRST) {
        for (int32_t channel = 0; channel < channels; channel++) {
            sums[channel] = (uint32_t)constants.bias[channel];
        }
    }
    if (region.right > region.left) {
        for (int32_t y = region.top; y < region.bottom; y++) {
            accumulate_run(mcunet_pixel(input, y, region.left), (region.right - region.left) * input->channels,
                           constants.weights + y * row_bytes + region.left * input->channels, input->height * row_bytes, sums, channels);
        }
    }
    if (call->patch & MCUNET_PATCH_LAST) {
        int8_t *output = mcunet_pixel(call->output, 0, 0);
        for (int32_t channel = 0; channel < channels; channel++) {
            output[channel] = mcunet_requantise(&constants, channel, sums[channel]);
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    return (uint32_t)extent->output_channels * 4u;
}

static int covers(const mcunet_operator *op)
{
    return op->parameter == 1;
}

const mcunet_kernel mcunet_portable_conv_2d_accumulate = {
    .kind = MCUNET_CONV_2D,
    .flags = MCUNET_OPERATOR_ACCUMULATE,
    .run = conv_2d_accumulate,
    .covers = covers,
    .scratch_bytes = scratch_bytes,
};
