/* SPDX-License-Identifier: MIT */
/* The fixed-point arithmetic against gemmlowp's definition, written out, and against exact rounding. */
#include "mcunet/quantization.h"
#include "support/reference.h"

/* SaturatingRoundingDoublingHighMul as gemmlowp defines it: a nudge of the product's sign, then a division that truncates. */
static int32_t defined_high_multiply(int32_t a, int32_t b)
{
    const int64_t product = (int64_t)a * b;
    const int64_t nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
    return a == b && a == INT32_MIN ? INT32_MAX : (int32_t)((product + nudge) / (INT64_C(1) << 31));
}

/* RoundingDivideByPOT as gemmlowp defines it. */
static int32_t defined_shift_right(int32_t x, int exponent)
{
    const int32_t mask = (int32_t)((INT64_C(1) << exponent) - 1), remainder = x & mask;
    return (x >> exponent) + (remainder > (mask >> 1) + (x < 0 ? 1 : 0) ? 1 : 0);
}

static int32_t interesting(uint32_t *seed)
{
    static const int32_t values[] = {0, 1, -1, 2, -2, INT32_MAX, INT32_MIN + 1, INT32_MIN, 1 << 30, -(1 << 30), (1 << 30) - 1, 128, -128};
    const uint32_t bits = random_bits(seed);
    return bits % 8 == 0 ? values[(bits >> 3) % 13] : (int32_t)random_bits(seed) >> (bits >> 3) % 31;
}

int main(void)
{
    uint32_t seed = 1;
    for (int i = 0; i < 200000; i++) {
        const int32_t a = interesting(&seed), b = interesting(&seed);
        const int32_t multiplier = i % 50 == 0 ? 0 : (int32_t)(0x40000000u | random_bits(&seed) >> 2);
        const int exponent = random_between(&seed, 0, 31), shift = random_between(&seed, -31, 30);
        expect(mcunet_doubling_high_multiply(a, b) == defined_high_multiply(a, b), "high multiply of %d and %d", a, b);
        if (a > -INT32_MAX && a < INT32_MAX) {
            expect(mcunet_rounding_shift_right(a, exponent) == defined_shift_right(a, exponent), "%d >> %d", a, exponent);
        }
        expect(mcunet_multiply_by_quantized_multiplier(a, multiplier, shift) == reference_rescale(a, multiplier, shift), "%d x %d x 2^%d",
               a, multiplier, shift);
        const int32_t small = a % (1 << 29);
        if (mcunet_is_rescale(shift)) {
            expect(mcunet_rescale(small, multiplier, shift) == reference_rescale(small, multiplier, shift), "%d x %d x 2^%d rescaled",
                   small, multiplier, shift);
        }
        const int32_t composed = defined_shift_right(defined_high_multiply((int32_t)((uint32_t)a << (shift > 0 ? shift : 0)), multiplier),
                                                     shift > 0 ? 0 : -shift);
        expect(mcunet_multiply_by_quantized_multiplier(a, multiplier, shift) == composed, "%d x %d x 2^%d composed", a, multiplier, shift);
    }
    return finish();
}
