/* SPDX-License-Identifier: MIT */
/*
 * The Armv7E-M DSP instructions that the kernels are built from. On other machines each is the C it stands for, so that packages for a
 * Cortex-M also run, slower and bit for bit the same, on a PC.
 */
#ifndef MCUNET_KERNELS_DSP_H
#define MCUNET_KERNELS_DSP_H

#include <stdint.h>
#include <string.h>

#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__)
#define MCUNET_HAS_DSP 1
#include <arm_acle.h>
#else
#define MCUNET_HAS_DSP 0
#endif

#define MCUNET_INLINE static inline __attribute__((always_inline))

/*
 * A value of which the compiler knows nothing: a mask so hidden stays in a register, where an operand beside it can be shifted at no cost, and
 * a sum is not put in another order.
 */
MCUNET_INLINE uint32_t mcunet_opaque(uint32_t value)
{
    __asm__("" : "+r"(value));
    return value;
}

/* 4 bytes, or a pair of int16, as one word, from any address. */
MCUNET_INLINE uint32_t mcunet_load_word(const void *source)
{
    uint32_t word;
    memcpy(&word, source, sizeof word);
    return word;
}

MCUNET_INLINE void mcunet_store_word(void *target, uint32_t word)
{
    memcpy(target, &word, sizeof word);
}

/* Bytes 0 and 2 of a word, sign-extended to a pair of int16. */
MCUNET_INLINE uint32_t mcunet_even_bytes(uint32_t word)
{
#if MCUNET_HAS_DSP
    return (uint32_t)__sxtb16((int8x4_t)word);
#else
    return (uint32_t)(uint16_t)(int8_t)word | (uint32_t)(int32_t)(int8_t)(word >> 16) << 16;
#endif
}

/* Bytes 1 and 3. */
MCUNET_INLINE uint32_t mcunet_odd_bytes(uint32_t word)
{
#if MCUNET_HAS_DSP
    uint32_t pair;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(word));
    return pair;
#else
    return mcunet_even_bytes(word >> 8);
#endif
}

/* A pair of int16 plus bytes 0 and 2 of a word, each modulo 2^16. */
MCUNET_INLINE uint32_t mcunet_add_even_bytes(uint32_t pair, uint32_t word)
{
#if MCUNET_HAS_DSP
    return (uint32_t)__sxtab16((int16x2_t)pair, (int8x4_t)word);
#else
    return (uint32_t)(uint16_t)(pair + (uint32_t)(int8_t)word) | (uint32_t)((int32_t)(pair >> 16) + (int8_t)(word >> 16)) << 16;
#endif
}

/* The same with bytes 1 and 3. */
MCUNET_INLINE uint32_t mcunet_add_odd_bytes(uint32_t pair, uint32_t word)
{
#if MCUNET_HAS_DSP
    uint32_t sum;
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(sum) : "r"(pair), "r"(word));
    return sum;
#else
    return mcunet_add_even_bytes(pair, word >> 8);
#endif
}

/* A pair of int16 from their low halves. */
MCUNET_INLINE uint32_t mcunet_pair(int32_t low, int32_t high)
{
#if MCUNET_HAS_DSP
    uint32_t pair;
    __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(pair) : "r"(low), "r"(high));
    return pair;
#else
    return (uint32_t)(uint16_t)low | (uint32_t)high << 16;
#endif
}

/* The high halves of two words. */
MCUNET_INLINE uint32_t mcunet_high_halves(uint32_t low, uint32_t high)
{
#if MCUNET_HAS_DSP
    uint32_t pair;
    __asm__("pkhtb %0, %2, %1, asr #16" : "=r"(pair) : "r"(low), "r"(high));
    return pair;
#else
    return low >> 16 | (high & 0xFFFF0000u);
#endif
}

MCUNET_INLINE int32_t mcunet_low_half(uint32_t pair)
{
    return (int16_t)pair;
}

MCUNET_INLINE int32_t mcunet_high_half(uint32_t pair)
{
    return (int16_t)(pair >> 16);
}

/* sum + both products of two pairs of int16, modulo 2^32. */
MCUNET_INLINE int32_t mcunet_smlad(uint32_t a, uint32_t b, int32_t sum)
{
#if MCUNET_HAS_DSP
    return __smlad((int16x2_t)a, (int16x2_t)b, sum);
#else
    return (int32_t)((uint32_t)sum + (uint32_t)(mcunet_low_half(a) * mcunet_low_half(b))
                     + (uint32_t)(mcunet_high_half(a) * mcunet_high_half(b)));
#endif
}

/* sum + low half of a x low half of b, modulo 2^32. */
MCUNET_INLINE int32_t mcunet_smlabb(uint32_t a, uint32_t b, int32_t sum)
{
#if MCUNET_HAS_DSP
    return __smlabb((int32_t)a, (int32_t)b, sum);
#else
    return (int32_t)((uint32_t)sum + (uint32_t)(mcunet_low_half(a) * mcunet_low_half(b)));
#endif
}

/* sum + high half of a x high half of b, modulo 2^32. */
MCUNET_INLINE int32_t mcunet_smlatt(uint32_t a, uint32_t b, int32_t sum)
{
#if MCUNET_HAS_DSP
    return __smlatt((int32_t)a, (int32_t)b, sum);
#else
    return (int32_t)((uint32_t)sum + (uint32_t)(mcunet_high_half(a) * mcunet_high_half(b)));
#endif
}

/* 2x, saturated. */
MCUNET_INLINE int32_t mcunet_double_saturated(int32_t x)
{
#if MCUNET_HAS_DSP
    return __qadd(x, x);
#else
    return x > INT32_MAX / 2 ? INT32_MAX : (x < INT32_MIN / 2 ? INT32_MIN : x * 2);
#endif
}

/* round(a * b / 2^32), ties up. */
MCUNET_INLINE int32_t mcunet_high_product_rounded(int32_t a, int32_t b)
{
#if MCUNET_HAS_DSP
    int32_t high;
    __asm__("smmulr %0, %1, %2" : "=r"(high) : "r"(a), "r"(b));
    return high;
#else
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 31)) >> 32);
#endif
}

/* sum + round(a * b / 2^32), ties up, modulo 2^32. */
MCUNET_INLINE int32_t mcunet_add_high_product(int32_t a, int32_t b, int32_t sum)
{
#if MCUNET_HAS_DSP
    int32_t high;
    __asm__("smmlar %0, %1, %2, %3" : "=r"(high) : "r"(a), "r"(b), "r"(sum));
    return high;
#else
    return (int32_t)((uint32_t)sum + (uint32_t)mcunet_high_product_rounded(a, b));
#endif
}

MCUNET_INLINE int32_t mcunet_saturate_int8(int32_t x)
{
#if MCUNET_HAS_DSP
    return __ssat(x, 8);
#else
    return x < INT8_MIN ? INT8_MIN : (x > INT8_MAX ? INT8_MAX : x);
#endif
}

#endif
