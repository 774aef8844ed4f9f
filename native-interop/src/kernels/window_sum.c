/* SPDX-License-Identifier: MIT */
#include "window_sum.h"

#include "dsp.h"

#if MCUNET_HAS_DSP

#define MOST_PIXELS 255 /* as many int8 fit in the sum of an int16 */

/* Adds four channels of a row's pixels, `step` bytes apart, MOST_PIXELS at most. */
static void add_four(const int8_t *pixel, int32_t step, int32_t pixels, uint32_t *sums)
{
    uint32_t even = 0, odd = 0;
    for (; pixels > 0; pixels--, pixel += step) {
        const uint32_t word = mcunet_load_word(pixel);
        even = mcunet_add_even_bytes(even, word);
        odd = mcunet_add_odd_bytes(odd, word);
    }
    sums[0] += (uint32_t)mcunet_low_half(even);
    sums[1] += (uint32_t)mcunet_low_half(odd);
    sums[2] += (uint32_t)mcunet_high_half(even);
    sums[3] += (uint32_t)mcunet_high_half(odd);
}

/* Adds what it can of a row, and returns how many channels that was. */
static int32_t add_fours(const mcunet_view *input, int32_t y, mcunet_region region, int32_t channel, int32_t count, uint32_t *sums)
{
    for (int32_t left = region.left; left < region.right; left += MOST_PIXELS) {
        const int8_t *pixel = mcunet_pixel(input, y, left) + channel;
        const int32_t pixels = mcunet_min(MOST_PIXELS, region.right - left);
        for (int32_t i = 0; i + 4 <= count; i += 4) {
            add_four(pixel + i, input->channels, pixels, sums + i);
        }
    }
    return count & ~3;
}

#else
#define add_fours(input, y, region, channel, count, sums) 0
#endif

void mcunet_add_window(const mcunet_view *input, mcunet_region region, int32_t channel, int32_t count, uint32_t *sums)
{
    for (int32_t y = region.top; y < region.bottom; y++) {
        const int32_t added = add_fours(input, y, region, channel, count, sums);
        for (int32_t x = region.left; x < region.right; x++) {
            const int8_t *pixel = mcunet_pixel(input, y, x) + channel;
            for (int32_t i = added; i < count; i++) {
                sums[i] += (uint32_t)(int32_t)pixel[i];
            }
        }
    }
}
