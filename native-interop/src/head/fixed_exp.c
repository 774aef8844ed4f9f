/* SPDX-License-Identifier: MIT */
/*
 * exp(x) = 2^(x log2 e) = 2^n 2^f with n whole and 0 <= f < 1. 2^f = e^(f ln 2) by its Taylor series to the ninth power, evaluated in
 * 2^-30 (the next term is below 2^-27).
 */
#include "fixed_exp.h"

#define FRACTION_BITS 30
#define MOST_POWER 32

int32_t mcunet_dequantize_fixed(int32_t q, int32_t zero_point, float scale)
{
    const float bounded = scale > 0.0f ? (scale < 64.0f ? scale : 64.0f) : 0.0f; /* 0 for what is no number, too */
    const int32_t steps = (int32_t)(bounded * 16777216.0f); /* an exact product, at most 2^30; what is below 2^-24 is cut */
    return (int32_t)(((int64_t)(q - zero_point) * steps) / 256);
}

static int64_t multiply(int64_t a, int64_t b)
{
    return (a * b) >> FRACTION_BITS; /* both not negative */
}

int64_t mcunet_fixed_exp(int32_t x)
{
    const int64_t log2_e = 1549082005; /* log2(e) * 2^30 */
    const int64_t ln_2 = 744261118;    /* ln(2) * 2^30 */
    const int64_t one = INT64_C(1) << FRACTION_BITS;
    const int64_t bias = 1024; /* keeps what is shifted right positive */
    const int64_t power = (int64_t)x * log2_e / 65536 + bias * one;
    const int32_t whole = (int32_t)((power >> FRACTION_BITS) - bias);
    const int64_t z = multiply(power & (one - 1), ln_2);
    int64_t sum = one;
    for (int32_t term = 9; term > 0; term--) {
        sum = one + (uint32_t)multiply(sum, z) / (uint32_t)term; /* both below 2^31 */
    }
    if (whole >= MOST_POWER) {
        return one << MOST_POWER;
    }
    return whole >= 0 ? sum << whole : (whole < -FRACTION_BITS - 1 ? 0 : sum >> -whole);
}

int32_t mcunet_fixed_sigmoid(int32_t x)
{
    const int64_t one = INT64_C(1) << FRACTION_BITS;
    const int64_t e = mcunet_fixed_exp(x < 0 ? x : -x); /* 0 .. 1 */
    return mcunet_share(x < 0 ? e : one, one + e);
}

/* Bit by bit: firmware need not carry a division of 64 bits for it. */
int32_t mcunet_share(int64_t part, int64_t whole)
{
    int64_t left = part * 65536 + whole / 2;
    int32_t share = 0;
    for (int32_t bit = 16; bit >= 0; bit--) {
        if (left >= whole << bit) {
            left -= whole << bit;
            share += 1 << bit;
        }
    }
    return share;
}

int64_t mcunet_part(int32_t share, int64_t length)
{
    return share * length / 65536;
}
