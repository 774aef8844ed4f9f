/* SPDX-License-Identifier: MIT */
#include "armv7em.h"
#include "conv_2d_block.h"
#include "kernels/dsp.h"

/* The output of one channel: mcunet_multiply_by_quantized_multiplier with a multiplier that is given doubled, modulo 2^32. */
static int8_t scale(int32_t sum, int32_t multiplier, int32_t shift, int32_t twice_zero_point)
{
    const int32_t rounding = (int32_t)((uint32_t)twice_zero_point << shift) >> 1;
    const uint32_t high = (uint32_t)mcunet_add_high_product(sum, multiplier, sum);
    return (int8_t)mcunet_saturate_int8((int32_t)(high + (uint32_t)(sum >> 31) + (uint32_t)rounding) >> shift);
}

/* Adds up words of weights and pairs of a column, whose words are `step` apart: channel a alone, and a + 256 b. */
MCUNET_INLINE const int8_t *multiply(const int8_t *weights, const uint32_t *column, int32_t step, int32_t words, int32_t sums[2])
{
    for (; words > 0; words--, weights += 4, column += step) {
        const uint32_t word = mcunet_load_word(weights);
        sums[1] = mcunet_smlad(word, *column, sums[1]);
        sums[0] = mcunet_smlad(mcunet_even_bytes(word), *column, sums[0]);
    }
    return weights;
}

#if MCUNET_HAS_DSP

/* clang-format off */
#define WORD(w, x) "smlad %[both], " w ", " x ", %[both]\n sxtb16 " w ", " w "\n smlad %[a], " w ", " x ", %[a]\n"

/* The same four words at a time, next to each other in the column: 16 multiply-accumulates in 14 instructions. */
MCUNET_INLINE const int8_t *multiply_fours(const int8_t *weights, const uint32_t *column, int32_t words, int32_t sums[2])
{
    const uint32_t *const end = column + words;
    int32_t a = sums[0], both = sums[1];
    while (column != end) {
        __asm__ volatile("ldm %[w]!, {r2, r3, r4, r5}\n ldm %[x]!, {r6, r8, r9, r10}\n"
                         WORD("r2", "r6") WORD("r3", "r8") WORD("r4", "r9") WORD("r5", "r10")
                         : [a] "+r"(a), [both] "+r"(both), [w] "+r"(weights), [x] "+r"(column)
                         :
                         : "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "memory");
    }
    sums[0] = a;
    sums[1] = both;
    return weights;
}
/* clang-format on */

#endif

const int8_t *mcunet_conv_2d_pair(const int8_t *stream, const uint32_t *column, int32_t step, int32_t groups, int32_t twice_zero_point,
                                  int8_t outputs[2])
{
    int32_t words = 2 * groups, sums[2];
    sums[0] = sums[1] = (int32_t)mcunet_load_word(stream);
    stream += 4;
#if MCUNET_HAS_DSP
    if (step == 1) {
        const int32_t fours = words & ~3;
        stream = multiply_fours(stream, column, fours, sums);
        column += fours;
        words -= fours;
    }
#endif
    stream = multiply(stream, column, step, words, sums);
    const mcunet_conv_scales *scales = (const mcunet_conv_scales *)(const void *)stream;
    const int32_t b = (int32_t)((uint32_t)sums[1] - (uint32_t)sums[0]) >> 8;
    outputs[0] = scale(sums[0], scales->multipliers[0], scales->shifts[0], twice_zero_point);
    outputs[1] = scale((int32_t)((uint32_t)b + (uint32_t)scales->bias), scales->multipliers[1], scales->shifts[1], twice_zero_point);
    return stream + sizeof *scales;
}
