/* DEPTHWISE_CONV_2D, pixel by pixel. With channel multiplier 1, blocks of neighbouring channels are computed together. */
#include "convolution.h"
#include "view.h"

#define BLOCK 8 /* channels */

static void compute_block(const mcunet_kernel_call *call, const mcunet_convolution *constants, mcunet_taps rows,
                          mcunet_taps columns, int32_t channel, int8_t *output)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    uint32_t sums[BLOCK];
    for (int32_t i = 0; i < BLOCK; i++) {
        sums[i] = (uint32_t)constants->bias[channel + i];
    }
    for (int32_t row = 0; row < op->kernel_height; row++) {
        const int row_inside = row >= rows.begin && row < rows.end;
        const int8_t *weights = constants->weights + row * op->kernel_width * input->channels + channel;
        for (int32_t tap = 0; tap < op->kernel_width; tap++, weights += input->channels) {
            if (row_inside && tap >= columns.begin && tap < columns.end) {
                const int8_t *source = mcunet_pixel(input, rows.first + row * op->dilation_height,
                                                    columns.first + tap * op->dilation_width) + channel;
                for (int32_t i = 0; i < BLOCK; i++) {
                    sums[i] += (uint32_t)(source[i] * weights[i]);
                }
            } else {
                for (int32_t i = 0; i < BLOCK; i++) {
                    sums[i] += (uint32_t)(input->zero_point * weights[i]);
                }
            }
        }
    }
    for (int32_t i = 0; i < BLOCK; i++) {
        output[channel + i] = mcunet_requantise(constants, channel + i, sums[i]);
    }
}

static void compute_channel(const mcunet_kernel_call *call, const mcunet_convolution *constants, mcunet_taps rows,
                            mcunet_taps columns, int32_t channel, int8_t *output)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t channels = call->output->channels, source = channel / op->parameter;
    const int8_t *weights = constants->weights + channel;
    uint32_t sum = (uint32_t)constants->bias[channel];
    for (int32_t row = 0; row < op->kernel_height; row++) {
        const int row_inside = row >= rows.begin && row < rows.end;
        for (int32_t tap = 0; tap < op->kernel_width; tap++, weights += channels) {
            const int inside = row_inside && tap >= columns.begin && tap < columns.end;
            const int32_t x = !inside ? input->zero_point
                                      : mcunet_pixel(input, rows.first + row * op->dilation_height,
                                                     columns.first + tap * op->dilation_width)[source];
            sum += (uint32_t)(x * *weights);
        }
    }
    output[channel] = mcunet_requantise(constants, channel, sum);
}

void mcunet_depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    const int32_t channels = call->output->channels;
    const int32_t blocked = op->parameter == 1 ? channels - channels % BLOCK : 0;

    for (int32_t y = region.top; y < region.bottom; y++) {
        const mcunet_taps rows = mcunet_row_taps(op, call->inputs, y);
        for (int32_t x = region.left; x < region.right; x++) {
            const mcunet_taps columns = mcunet_column_taps(op, call->inputs, x);
            int8_t *output = mcunet_pixel(call->output, y, x);
            for (int32_t channel = 0; channel < blocked; channel += BLOCK) {
                compute_block(call, &constants, rows, columns, channel, output);
            }
            for (int32_t channel = blocked; channel < channels; channel++) {
                compute_channel(call, &constants, rows, columns, channel, output);
            }
        }
    }
}

uint32_t mcunet_depthwise_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
