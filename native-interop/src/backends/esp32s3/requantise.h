/* SPDX-License-Identifier: MIT */
/*
 * From a sum to an output, in six instructions, or eight without a rectifier: mcunet_rescale with the output's zero point added before the shift. Exact for |sum| < 2^29 and 1 <= r <= MCUNET_ESP32S3_MAX_SHIFT, which the layout promises.
 */
#ifndef MCUNET_ESP32S3_REQUANTISE_H
#define MCUNET_ESP32S3_REQUANTISE_H

#include "esp32s3.h"
#include "pie.h"

/* What an output's bounds ask for. */
typedef enum {
    MCUNET_ESP32S3_RECTIFIED, /* the whole range of int8, whose lowest value stands for zero: negative sums need no care */
    MCUNET_ESP32S3_FULL,      /* the whole range of int8 */
    MCUNET_ESP32S3_BOUNDED    /* any */
} mcunet_esp32s3_finish;

/* What the channels of an output share. */
typedef struct {
    int32_t low, high;
    mcunet_esp32s3_finish finish;
} mcunet_esp32s3_bounds;

static inline mcunet_esp32s3_bounds mcunet_esp32s3_bounds_of(const mcunet_kernel_call *call)
{
    mcunet_esp32s3_bounds bounds;
    bounds.low = call->operator_->activation_min;
    bounds.high = call->operator_->activation_max;
    bounds.finish = bounds.low != INT8_MIN || bounds.high != INT8_MAX ? MCUNET_ESP32S3_BOUNDED
                    : call->output->zero_point == INT8_MIN            ? MCUNET_ESP32S3_RECTIFIED
                                                                      : MCUNET_ESP32S3_FULL;
    return bounds;
}

/* The output of a sum: the definition of what the loops do. `sum` is fourfold, bias included. */
MCUNET_INLINE int8_t mcunet_esp32s3_requantise(int32_t sum, const mcunet_esp32s3_channel *channel, mcunet_esp32s3_bounds bounds)
{
    const uint32_t ties = bounds.finish == MCUNET_ESP32S3_RECTIFIED ? 0 : (uint32_t)sum >> 31 << 1;
    const uint32_t high = (uint32_t)pie_high_product(sum, channel->multiplier);
    const int32_t value = (int32_t)(high + (uint32_t)channel->rounding - ties) >> (channel->shift & 31);
    return (int8_t)(value < bounds.low ? bounds.low : value > bounds.high ? bounds.high : value);
}

#endif
