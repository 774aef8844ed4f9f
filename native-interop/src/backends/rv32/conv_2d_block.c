/* SPDX-License-Identifier: MIT */
/*
 * Two multiply-accumulates with one multiplication: a word x0 + 2^16 x1 of two pixels' bytes, times a weight w, is x0 w + 2^16 x1 w.
 * The sum of such products over a group of weights, p0 + 2^16 p1, started from 2^15, has p1 in its upper half as long as |p0| and |p1|
 * stay below 2^15: as long as the weights' magnitudes sum up to at most 255. Groups of four that exceed it are marked in the constants,
 * and added up as two halves.
 *
 * A group's sum goes to two accumulators: `upper` adds up the upper halves, so all of x1 w, and `total` adds everything modulo 2^32, so
 * x0 w + 2^16 x1 w; total - 2^16 upper is all of x0 w. That is 11 instructions for 8 multiply-accumulates.
 */
#include "conv_2d_block.h"

#include "rv32.h"

#define CHANNELS 2 /* computed together */
#define SUMS (CHANNELS * MCUNET_RV32_MAX_PAIRS)
#define HALF_LANE 0x8000u
#define END 0x80000000u /* what is left of a mask after its last group */

/* The accumulators of each channel and pair of pixels. */
typedef struct {
    uint32_t total[SUMS], upper[SUMS];
} accumulators;

/* Keeps the compiler from holding more in registers than there are. */
#define SETTLE(a, b) __asm__("" : "+r"(a), "+r"(b))

/* Adds the products of `count` weights of each channel: to sums that begin with half a lane, and these to the accumulators. */
MCUNET_INLINE void add_products(accumulators *s, const uint32_t *lanes, const int8_t *weights, int32_t pairs, int32_t count)
{
    uint32_t sums[SUMS];
#pragma GCC unroll 6
    for (int32_t i = 0; i < CHANNELS * pairs; i++) {
        sums[i] = HALF_LANE;
    }
#pragma GCC unroll 4
    for (int32_t i = 0; i < count; i++) {
        const uint32_t a = (uint32_t)(int32_t)weights[i], b = (uint32_t)(int32_t)weights[MCUNET_RV32_GROUP + i];
#pragma GCC unroll 3
        for (int32_t pair = 0; pair < pairs; pair++) {
            const uint32_t x = lanes[pair * MCUNET_RV32_GROUP + i];
            sums[pair] += x * a;
            sums[pairs + pair] += x * b;
            SETTLE(sums[pair], sums[pairs + pair]);
        }
    }
#pragma GCC unroll 6
    for (int32_t i = 0; i < CHANNELS * pairs; i++) {
        s->total[i] += sums[i];
        s->upper[i] += (uint32_t)((int32_t)sums[i] >> 16);
        SETTLE(s->total[i], s->upper[i]);
    }
}

/* Adds the pair's products up; returns the next pair's constants. */
MCUNET_INLINE const uint8_t *multiply(accumulators *s, const mcunet_rv32_block *block, const uint8_t *stream, int32_t pairs)
{
    const uint32_t *lanes = block->lanes, *masks = (const uint32_t *)(const void *)stream;
    const int8_t *weights = (const int8_t *)(masks + block->masks);
    int32_t left = block->masks;
    do {
        uint32_t mask = *masks++ | 1u;
        if (--left == 0) {
            mask = (mask & block->mask_bits) | block->mask_end;
        }
        while (mask != END) {
            for (; (int32_t)mask >= 0; mask <<= 1) {
                add_products(s, lanes, weights, pairs, MCUNET_RV32_GROUP);
                lanes += pairs * MCUNET_RV32_GROUP;
                weights += CHANNELS * MCUNET_RV32_GROUP;
            }
            if (mask != END) {
#pragma GCC unroll 1
                for (int32_t half = 0; half < 2; half++, lanes += MCUNET_RV32_GROUP / 2, weights += MCUNET_RV32_GROUP / 2) {
                    __asm__ volatile("" ::: "memory"); /* no load of this before it is known to be needed */
                    add_products(s, lanes, weights, pairs, MCUNET_RV32_GROUP / 2);
                }
                lanes += (pairs - 1) * MCUNET_RV32_GROUP;
                weights += (CHANNELS - 1) * MCUNET_RV32_GROUP;
                mask <<= 1;
            }
        }
    } while (left > 0);
    return (const uint8_t *)weights;
}

/* Requantises and stores one channel of every pixel. */
MCUNET_INLINE void store(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits, const mcunet_rv32_channel_pair *constants,
                         int32_t channel, const accumulators *s, int8_t *output, int32_t pairs)
{
    const uint32_t *total = s->total + channel * pairs, *upper = s->upper + channel * pairs;
    const mcunet_rv32_scale scale = mcunet_rv32_scale_of(constants->multiplier[channel], constants->shift[channel], limits->zero_point);
    const int32_t step = block->step;
    int8_t *const last = output + block->last;
    if (limits->rectified) {
        const mcunet_rv32_limits copy = *limits; /* which stores of outputs cannot alias */
#pragma GCC unroll 3
        for (int32_t pair = 0; pair < pairs; pair++) {
            *output = (int8_t)mcunet_rv32_rectify(total[pair] - (upper[pair] << 16), scale, copy);
            output += step;
            *(pair + 1 < pairs ? output : last) = (int8_t)mcunet_rv32_rectify(upper[pair], scale, copy);
            output += step;
        }
    } else {
        uint32_t sums[2 * MCUNET_RV32_MAX_PAIRS];
#pragma GCC unroll 3
        for (int32_t pair = 0; pair < pairs; pair++) {
            sums[2 * pair] = total[pair] - (upper[pair] << 16);
            sums[2 * pair + 1] = upper[pair];
        }
        mcunet_rv32_store(sums, block->pixels, &scale, limits, output, step);
    }
}

MCUNET_INLINE void compute(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits, int32_t pairs)
{
    const uint8_t *stream = block->stream;
    int8_t *output = block->output;
    for (int32_t left = block->channels; left > 0; left -= CHANNELS, output += CHANNELS) {
        const mcunet_rv32_channel_pair *constants = (const mcunet_rv32_channel_pair *)(const void *)stream;
        accumulators s;
#pragma GCC unroll 6
        for (int32_t i = 0; i < CHANNELS * pairs; i++) {
            const uint32_t bias = constants->bias[i / pairs];
            s.upper[i] = bias;
            s.total[i] = bias + (bias << 16) - constants->flushes * HALF_LANE;
        }
        stream = multiply(&s, block, stream + sizeof *constants, pairs);
        store(block, limits, constants, 0, &s, output, pairs);
        if (left > 1) {
            store(block, limits, constants, 1, &s, output + 1, pairs);
        }
    }
}

static __attribute__((noinline)) void compute_1(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits)
{
    compute(block, limits, 1);
}

static __attribute__((noinline)) void compute_2(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits)
{
    compute(block, limits, 2);
}

static __attribute__((noinline)) void compute_3(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits)
{
    compute(block, limits, 3);
}

void mcunet_rv32_conv_2d_block(const mcunet_rv32_block *block, const mcunet_rv32_limits *limits)
{
    if (block->pixels > 4) {
        compute_3(block, limits);
    } else if (block->pixels > 2) {
        compute_2(block, limits);
    } else {
        compute_1(block, limits);
    }
}

void mcunet_rv32_set_groups(mcunet_rv32_block *block, int32_t groups)
{
    const int32_t last = (groups - 1) % MCUNET_RV32_MASK_GROUPS + 1;
    block->masks = (groups - 1) / MCUNET_RV32_MASK_GROUPS + 1;
    block->mask_bits = UINT32_MAX << (32 - last);
    block->mask_end = 1u << (MCUNET_RV32_MASK_GROUPS - last);
}
