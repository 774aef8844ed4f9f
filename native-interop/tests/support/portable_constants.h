/* SPDX-License-Identifier: MIT */
/* A convolution's constants in layout 0. */
#ifndef MCUNET_TESTS_PORTABLE_CONSTANTS_H
#define MCUNET_TESTS_PORTABLE_CONSTANTS_H

#include "harness.h"

/* `step` is between the weights of one channel, `first` between channels, `row` weights make a row of the window. */
typedef struct {
    const int32_t *bias, *multiplier;
    const int8_t *shift, *weights;
    int32_t channels, window, step, first, row;
    int depthwise;
} portable_convolution;

static inline portable_convolution read_portable(const kernel_case *test)
{
    const int32_t taps = test->op.kernel_height * test->op.kernel_width, channels = test->expected.channels;
    const int depthwise = test->op.kind == MCUNET_DEPTHWISE_CONV_2D;
    portable_convolution from;
    from.bias = test->constants;
    from.multiplier = from.bias + channels;
    from.shift = (const int8_t *)(from.multiplier + channels);
    from.weights = from.shift + ((channels + 7) & ~7);
    from.channels = channels;
    from.depthwise = depthwise;
    from.window = depthwise ? taps : taps * test->inputs[0].channels;
    from.step = depthwise ? channels : 1;
    from.first = depthwise ? 1 : from.window;
    from.row = from.window / test->op.kernel_height;
    return from;
}

/* Weight i of a channel; 0 beyond the last one of either. */
static inline int32_t portable_weight(const portable_convolution *from, int32_t channel, int32_t i)
{
    return channel < from->channels && i < from->window ? from->weights[channel * from->first + i * from->step] : 0;
}

#endif
