/* SPDX-License-Identifier: MIT */
/* MAX_POOL_2D, AVERAGE_POOL_2D and MEAN for the ESP32-S3: 16 channels of a window together. Their constants are layout 0's. */
#include "engine/operands.h"
#include "esp32s3.h"
#include "kernels/mean.h"
#include "kernels/view.h"
#include "kernels/window_sum.h"
#include "mcunet/operator.h"
#include "operators/operators.h"
#include "pie.h"

#define LANES PIE_VECTOR
#define MOST_PIXELS 4096 /* as many bytes fit in the sum of a lane */

typedef int8_t vector[PIE_VECTOR] __attribute__((aligned(PIE_VECTOR)));

/* What becomes of the pixels of a row, 16 channels each, `step` bytes apart: their highest values, or their sums, are joined with those before. */
typedef void (*row_function)(pie *p, const int8_t *from, int32_t pixels, int32_t step);

/* q0: the highest values. */
static void highest_row(pie *p, const int8_t *from, int32_t pixels, int32_t step)
{
    for (; pixels > 0; pixels--) {
        from = pie_load_around(p, 1, from, PIE_VECTOR);
        from = pie_load_by(p, 2, from, step - PIE_VECTOR);
        pie_align(p, 1, 1, 2);
        pie_max(p, 0, 0, 1);
    }
}

/* q0: ones. */
static void sum_row(pie *p, const int8_t *from, int32_t pixels, int32_t step)
{
    for (; pixels > 0; pixels--) {
        from = pie_load_around(p, 1, from, PIE_VECTOR);
        from = pie_load_by(p, 2, from, step - PIE_VECTOR);
        pie_align(p, 1, 1, 2);
        pie_lanes(p, 0, 1);
    }
}

static void each_row(pie *p, row_function function, const mcunet_view *input, mcunet_region window, int32_t channel)
{
    for (int32_t y = window.top; y < window.bottom; y++) {
        function(p, mcunet_pixel(input, y, window.left) + channel, window.right - window.left, input->channels);
    }
}

static void put(int8_t *to, const int8_t *from, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
}

/* From the lowest value up to the highest that the operator lets through. */
static void max_pixel(pie *p, const mcunet_kernel_call *call, mcunet_region window, int8_t *output)
{
    const int32_t channels = call->output->channels;
    vector least, most, result;
    memset(least, call->operator_->activation_min, sizeof least);
    memset(most, call->operator_->activation_max, sizeof most);
    for (int32_t channel = 0; channel < channels; channel += LANES) {
        pie_load(p, 0, least, 0);
        each_row(p, highest_row, call->inputs, window, channel);
        pie_load(p, 1, most, 0);
        pie_min(p, 0, 0, 1);
        pie_store(p, 0, result, 0);
        put(output + channel, result, mcunet_min(LANES, channels - channel));
    }
}

/* The sums of a window's 16 channels. */
static void sum_window(pie *p, const mcunet_view *input, mcunet_region window, int32_t channel, int32_t sums[LANES])
{
    int8_t qacc[PIE_QACC_BYTES] __attribute__((aligned(PIE_VECTOR)));
    vector ones;
    memset(ones, 1, sizeof ones);
    pie_load(p, 0, ones, 0);
    pie_zero_qacc(p);
    each_row(p, sum_row, input, window, channel);
    pie_store_qacc(p, qacc);
    for (int i = 0; i < LANES; i += 2) {
        const int8_t *const pair = qacc + i / 8 * 32 + i % 8 / 2 * 5;
        sums[i] = (int32_t)((uint32_t)pie_word(pair) << 12) >> 12;
        sums[i + 1] = pie_word(pair + 1) >> 12;
    }
}

static void average_pixel(pie *p, const mcunet_kernel_call *call, mcunet_region window, int8_t *output)
{
    const mcunet_operator *op = call->operator_;
    const int32_t channels = call->output->channels, count = mcunet_pixel_count(window);
    int32_t sums[LANES];
    for (int32_t channel = 0; channel < channels; channel += LANES) {
        sum_window(p, call->inputs, window, channel, sums);
        for (int32_t i = 0; i < mcunet_min(LANES, channels - channel); i++) {
            output[channel + i] = (int8_t)mcunet_clamp(mcunet_rounded_average(sums[i], count), op->activation_min, op->activation_max);
        }
    }
}

static void mean_pixel(pie *p, const mcunet_kernel_call *call, mcunet_region window, int8_t *output)
{
    const mcunet_mean_constants *constants = (const mcunet_mean_constants *)(const void *)call->constants;
    const int32_t channels = call->output->channels, zero_point = call->output->zero_point;
    int32_t sums[LANES];
    for (int32_t channel = 0; channel < channels; channel += LANES) {
        sum_window(p, call->inputs, window, channel, sums);
        for (int32_t i = 0; i < mcunet_min(LANES, channels - channel); i++) {
            output[channel + i] = mcunet_mean_output(constants, (uint32_t)sums[i], zero_point);
        }
    }
}

MCUNET_INLINE void each_pixel(const mcunet_kernel_call *call,
                              void (*const pixel)(pie *, const mcunet_kernel_call *, mcunet_region, int8_t *))
{
    const mcunet_region region = call->region;
    pie p;
    PIE_CLEAR(&p);
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            pixel(&p, call, mcunet_window_inside(call->operator_, call->inputs, y, x), mcunet_pixel(call->output, y, x));
        }
    }
}

static void max_pool_2d(const mcunet_kernel_call *call)
{
    each_pixel(call, max_pixel);
}

static void average_pool_2d(const mcunet_kernel_call *call)
{
    each_pixel(call, average_pixel);
}

static void mean(const mcunet_kernel_call *call)
{
    each_pixel(call, mean_pixel);
}

static int fits_lanes(const mcunet_operator *op)
{
    return op->kernel_height * op->kernel_width <= MOST_PIXELS;
}

const mcunet_kernel mcunet_esp32s3_max_pool_2d = {
    .kind = MCUNET_MAX_POOL_2D,
    .run = max_pool_2d,
};

const mcunet_kernel mcunet_esp32s3_average_pool_2d = {
    .kind = MCUNET_AVERAGE_POOL_2D,
    .run = average_pool_2d,
    .covers = fits_lanes,
};

const mcunet_kernel mcunet_esp32s3_mean = {
    .kind = MCUNET_MEAN,
    .run = mean,
    .covers = fits_lanes,
};
