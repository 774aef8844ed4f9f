/* SPDX-License-Identifier: MIT */
#include "pixel.h"

#include "../kernels/dsp.h"

/* Of two values, one in each half of a word. */
#define BOTH(value) ((uint32_t)(value)*0x10001u)
#define PAIR(low, high) ((uint32_t)(uint16_t)(low) | (uint32_t)(high) << 16)

/*
 * Two pixels of RGB565. Fields of five and six bits are widened to eight by repeating their high bits, so that full scale stays full scale.
 * `red`, `green` and `blue` have them in the high bits of bytes.
 */
static inline void store_rgb565(uint32_t red, uint32_t green, uint32_t blue, uint16_t *place)
{
    const uint32_t three_bits = mcunet_opaque(BOTH(7)), two_bits = mcunet_opaque(BOTH(3));
    mcunet_store_word(place, red | (red >> 5 & three_bits));
    mcunet_store_word(place + MCUNET_PIXELS_CHANNEL, green | (green >> 6 & two_bits));
    mcunet_store_word(place + 2 * MCUNET_PIXELS_CHANNEL, blue | (blue >> 5 & three_bits));
}

static inline void store_rgb565_big_endian(uint32_t pair, uint16_t *place)
{
    const uint32_t five_bits = mcunet_opaque(BOTH(0xF8));
    const uint32_t green = (pair << 5 & mcunet_opaque(BOTH(0xE0))) | (pair >> 11 & mcunet_opaque(BOTH(0x1C)));
    store_rgb565(pair & five_bits, green, pair >> 5 & five_bits, place);
}

static inline void store_rgb565_little_endian(uint32_t pair, uint16_t *place)
{
    const uint32_t five_bits = mcunet_opaque(BOTH(0xF8));
    store_rgb565(pair >> 8 & five_bits, pair >> 3 & mcunet_opaque(BOTH(0xFC)), pair << 3 & five_bits, place);
}

/* Calls `store` with each two pixels of 16 bits. */
MCUNET_INLINE void each_pair(const uint8_t *from, int32_t pairs, uint16_t *place, void (*const store)(uint32_t pair, uint16_t *place))
{
    for (const uint16_t *end = place + 2 * pairs; place < end; place += 2, from += sizeof(uint32_t)) {
        store(mcunet_load_word(from), place);
    }
}

/* The last one of an odd number is a pair whose second half is nothing. */
MCUNET_INLINE void read_rgb565(const uint8_t *from, int32_t count, uint16_t *place, void (*const store)(uint32_t pair, uint16_t *place))
{
    uint32_t last = 0;
    for (int32_t pairs = count / 2; count > 0; count -= 2 * pairs, pairs = 1) {
        if (count == 1) {
            __builtin_memcpy(&last, from, sizeof last / 2);
            from = (const uint8_t *)&last;
        }
        each_pair(from, pairs, place, store);
        from += sizeof last * pairs;
        place += 2 * pairs;
    }
}

void mcunet_read_rgb565_big_endian_rgb(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    read_rgb565(row + 2 * x, count, place, store_rgb565_big_endian);
}

void mcunet_read_rgb565_little_endian_rgb(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    read_rgb565(row + 2 * x, count, place, store_rgb565_little_endian);
}

void mcunet_read_rgb888_rgb(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    const uint8_t *from = row + 3 * x;
    for (const uint16_t *end = place + count; place < end; place++, from += 3) {
        place[0] = from[0];
        place[MCUNET_PIXELS_CHANNEL] = from[1];
        place[2 * MCUNET_PIXELS_CHANNEL] = from[2];
    }
}

void mcunet_read_gray8_rgb(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    const uint8_t *from = row + x;
    for (const uint16_t *end = place + count; place < end; place++, from++) {
        place[0] = *from;
        place[MCUNET_PIXELS_CHANNEL] = *from;
        place[2 * MCUNET_PIXELS_CHANNEL] = *from;
    }
}

/* The number in the high half of a word added to both values of a pair, clamped to 0 .. 255. */
static inline uint32_t add_clamped(uint32_t pair, uint32_t number)
{
#if MCUNET_HAS_DSP
    return (uint32_t)__usat16(__sadd16((int16x2_t)pair, (int16x2_t)mcunet_high_halves(number, number)), 8);
#else
    const int32_t low = (int32_t)(pair & 0xFFFFu) + mcunet_high_half(number), high = (int32_t)(pair >> 16) + mcunet_high_half(number);
    const uint32_t low_byte = low < 0 ? 0u : (low > 255 ? 255u : (uint32_t)low);
    return low_byte | (high < 0 ? 0u : (high > 255 ? 255u : (uint32_t)high)) << 16;
#endif
}

/*
 * Two pixels that share chroma, full-range BT.601 (JPEG) with coefficients in 1/256, rounded down: chroma comes times 4 and coefficients times
 * 64, so that the products' integers are high halves.
 */
static inline void store_yuv422(uint32_t pair, uint16_t *place)
{
    const uint32_t luma = pair & BOTH(0xFF), chroma = (pair >> 8 & BOTH(0xFF)) << 2;
    const uint32_t red = (uint32_t)mcunet_smlad(chroma, PAIR(0, 64 * 359), 256 * (128 - 128 * 359));
    const uint32_t green = (uint32_t)mcunet_smlad(chroma, PAIR(64 * -88, 64 * -183), 256 * (128 + 128 * (88 + 183)));
    const uint32_t blue = (uint32_t)mcunet_smlad(chroma, PAIR(64 * 454, 0), 256 * (128 - 128 * 454));
    mcunet_store_word(place, add_clamped(luma, red));
    mcunet_store_word(place + MCUNET_PIXELS_CHANNEL, add_clamped(luma, green));
    mcunet_store_word(place + 2 * MCUNET_PIXELS_CHANNEL, add_clamped(luma, blue));
}

/* Of a pair that is cut at either end both pixels are made. */
void mcunet_read_yuv422_rgb(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    each_pair(row + 4 * (x / 2), (count + x % 2 + 1) / 2, place - x % 2, store_yuv422);
}

/* BT.601 luma in 8-bit fixed point; the weights add up to 256. */
static __attribute__((noinline)) void read_luma(mcunet_pixel_reader *read_rgb, const uint8_t *row, int32_t x, int32_t count,
                                                uint16_t *place)
{
    read_rgb(row, x, count, place);
    for (const uint16_t *end = place + count; place < end; place++) {
        const uint32_t sum = 77u * place[0] + 150u * place[MCUNET_PIXELS_CHANNEL] + 29u * place[2 * MCUNET_PIXELS_CHANNEL];
        *place = (uint16_t)((sum + 128u) >> 8);
    }
}

#define LUMA_OF_RGB(name)                                                                         \
    void mcunet_read_##name##_luma(const uint8_t *row, int32_t x, int32_t count, uint16_t *place) \
    {                                                                                             \
        read_luma(mcunet_read_##name##_rgb, row, x, count, place);                                \
    }

LUMA_OF_RGB(rgb565_big_endian)
LUMA_OF_RGB(rgb565_little_endian)
LUMA_OF_RGB(rgb888)

/* Every `step`-th byte. */
static void read_bytes(const uint8_t *from, int32_t step, int32_t count, uint16_t *place)
{
    for (const uint16_t *end = place + count; place < end; from += step) {
        *place++ = *from;
    }
}

void mcunet_read_gray8_luma(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    read_bytes(row + x, 1, count, place);
}

void mcunet_read_yuv422_luma(const uint8_t *row, int32_t x, int32_t count, uint16_t *place)
{
    read_bytes(row + 2 * x, 2, count, place);
}

int32_t mcunet_pixel_pair_bytes(int32_t format)
{
    static const uint8_t pair_bytes[MCUNET_PIXEL_FORMATS] = {4, 4, 6, 2, 4};
    return format >= 0 && format < MCUNET_PIXEL_FORMATS ? pair_bytes[format] : 0;
}
