/* SPDX-License-Identifier: MIT */
/*
 * Xtensa's MAC16: one instruction multiplies two 16-bit halves of words, adds the product to a sum of 40 bits and loads the next word
 * meanwhile. ESP32 and ESP32-S3 have it; elsewhere stands an exact model, so that its kernel runs, and is tested, on any machine. ESP-IDF
 * saves the sum and the four words with a task's other registers. Source: Xtensa Instruction Set Architecture, MAC16 Option.
 *
 * A group of four values lies in two words as masking and shifting take them out of a word of four bytes: the second and the fourth, then
 * the first and the third.
 */
#ifndef MCUNET_RV32_MAC16_H
#define MCUNET_RV32_MAC16_H

#include <stdint.h>

#include "kernels/xtensa.h"

#define MCUNET_MAC16_WORDS 2       /* of a group */
#define MCUNET_MAC16_WEIGHT_BITS 8 /* zeros below each weight, which stands in the upper byte of its half */

/* Where value i of a group stands among its four halves. */
#define MCUNET_MAC16_HALF(i) (((i) + 1) % 2 * 2 + (i) / 2)

/* Puts four weights, consecutive bytes, in a group. */
static inline void mcunet_mac16_widen(uint32_t bytes, uint32_t *group)
{
    const uint32_t upper = 0xFF00FF00u;
    group[0] = bytes & upper;
    group[1] = bytes << 8 & upper;
}

/* The sum, modulo 2^32, of the products of `groups` (one or more) groups of values and of weights; returns the values behind them. */
static inline const uint32_t *mcunet_mac16_dot(const uint32_t *values, const uint32_t *weights, int32_t groups, uint32_t *sum)
{
#if MCUNET_MAC16
    uint32_t low, high = 0;
    values--; /* loads move the address first */
    weights--;
    __asm__ volatile("wsr.acclo %[high]\n\t"
                     "wsr.acchi %[high]\n\t"
                     "ldinc m0, %[values]\n\t"
                     "ldinc m2, %[weights]\n\t"
                     "loopgtz %[more], 1f\n\t"
                     "mula.dd.ll.ldinc m1, %[values], m0, m2\n\t"
                     "mula.dd.hh.ldinc m3, %[weights], m0, m2\n\t"
                     "mula.dd.ll.ldinc m0, %[values], m1, m3\n\t"
                     "mula.dd.hh.ldinc m2, %[weights], m1, m3\n"
                     "1:\n\t"
                     "mula.dd.ll.ldinc m1, %[values], m0, m2\n\t"
                     "mula.dd.hh.ldinc m3, %[weights], m0, m2\n\t"
                     "mula.dd.ll m1, m3\n\t"
                     "mula.dd.hh m1, m3\n\t"
                     "rsr.acclo %[low]\n\t"
                     "rsr.acchi %[high]\n\t"
                     "ssai 8\n\t" /* MCUNET_MAC16_WEIGHT_BITS */
                     "src %[low], %[high], %[low]"
                     : [values] "+r"(values), [weights] "+r"(weights), [low] "=&r"(low), [high] "+r"(high)
                     : [more] "r"(groups - 1)
                     : "memory");
    *sum = low;
    return values + 1;
#else
    uint32_t total = 0;
    for (int32_t i = 0; i < MCUNET_MAC16_WORDS * groups; i++) {
        const int32_t lower = (int16_t)*values * ((int16_t)*weights >> MCUNET_MAC16_WEIGHT_BITS);
        const int32_t upper = (int16_t)(*values >> 16) * ((int16_t)(*weights >> 16) >> MCUNET_MAC16_WEIGHT_BITS);
        total += (uint32_t)lower + (uint32_t)upper;
        values++;
        weights++;
    }
    *sum = total;
    return values;
#endif
}

#endif
