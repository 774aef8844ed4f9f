/* SPDX-License-Identifier: MIT */
/* ADD, SUB, MUL, MAXIMUM, MINIMUM, PRELU, SQUARED_DIFFERENCE, DIV, LOOKUP and ARG_MAX: same shapes, broadcast operands either way round, in place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/reference.h"

#define SEEDS 5

static void *random_add_constants(uint32_t *seed)
{
    int32_t *k = calloc(8, sizeof *k);
    k[0] = 20;
    k[1] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[2] = random_between(seed, -3, 0);
    k[3] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[4] = random_between(seed, -3, 0);
    k[5] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[6] = random_between(seed, -20, -16);
    return k;
}

static void *random_mul_constants(uint32_t *seed)
{
    int32_t *k = calloc(2, sizeof *k);
    k[0] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[1] = random_between(seed, -9, 1);
    return k;
}

static void *random_prelu_constants(uint32_t *seed)
{
    int32_t *k = calloc(4, sizeof *k);
    k[0] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[1] = random_between(seed, -3, 1);
    k[2] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
    k[3] = random_between(seed, -9, -5);
    return k;
}

static void *random_square_constants(uint32_t *seed)
{
    int32_t *k = random_add_constants(seed);
    k[0] = 7;
    k[6] = random_between(seed, -24, -18);
    return k;
}

static void *random_constants(mcunet_operator_kind kind, uint32_t *seed)
{
    switch (kind) {
    case MCUNET_MUL: return random_mul_constants(seed);
    case MCUNET_PRELU: return random_prelu_constants(seed);
    case MCUNET_SQUARED_DIFFERENCE: return random_square_constants(seed);
    default: return random_add_constants(seed);
    }
}

static void check_binary(mcunet_operator_kind kind, int32_t shape0, int32_t shape1, uint32_t seed, const char *name)
{
    static const int32_t sizes[3][2] = {{5, 6}, {1, 1}, {1, 6}};
    const int32_t channels = random_between(&seed, 1, 40);
    kernel_case test;
    test.op = plain_operator(kind);
    test.op.input_count = 2;
    test.op.activation_min = (int8_t)random_between(&seed, -128, -60);
    test.op.activation_max = (int8_t)random_between(&seed, 20, 127);
    test.inputs[0] = random_tensor(&seed, sizes[shape0][0], sizes[shape0][1], channels);
    test.inputs[1] = random_tensor(&seed, sizes[shape1][0], sizes[shape1][1], channels);
    test.expected = empty_tensor(5, 6, channels, random_between(&seed, -128, 127));
    test.constants = random_constants(kind, &seed);
    reference_compute(&test);
    if (shape0 == 0) {
        check_in_place(&test, 0, name);
    }
    if (shape1 == 0) {
        check_in_place(&test, 1, name);
    }
    check_case(&test, &seed, name);
}

static void check_lookup(uint32_t seed)
{
    kernel_case test;
    test.op = plain_operator(MCUNET_LOOKUP);
    test.inputs[0] = random_tensor(&seed, 4, 5, 7);
    test.expected = empty_tensor(4, 5, 7, 0);
    test.constants = random_tensor(&seed, 1, 1, 256).data;
    reference_compute(&test);
    check_in_place(&test, 0, "lookup");
    check_case(&test, &seed, "lookup");
}

static void check_arg_max(uint32_t seed, int least)
{
    kernel_case test;
    test.op = plain_operator(MCUNET_ARG_MAX);
    test.op.parameter = (uint16_t)least;
    test.inputs[0] = random_tensor(&seed, 4, 5, (int32_t)seed % 2 == 0 ? 700 : 3);
    test.expected = empty_tensor(4, 5, 4, 0);
    test.constants = NULL;
    reference_compute(&test);
    check_case(&test, &seed, least ? "arg_min" : "arg_max");
}

/* Every dividend by every divisor: within half a step and rounding's error of the real quotient, whatever TFLite's fixed point makes of it. */
static void check_quotients(uint32_t seed)
{
    kernel_case test;
    test.op = plain_operator(MCUNET_DIV);
    test.op.input_count = 2;
    test.inputs[0] = random_tensor(&seed, 1, 256, 256);
    test.inputs[1] = random_tensor(&seed, 1, 256, 256);
    test.expected = empty_tensor(1, 256, 256, random_between(&seed, -20, 20));
    int32_t *k = calloc(2, sizeof *k);
    k[0] = (int32_t)(0x40000000u | random_bits(&seed) >> 2);
    k[1] = random_between(&seed, -3, 6);
    test.constants = k;
    for (int32_t i = 0; i < 65536; i++) {
        test.inputs[0].data[i] = (int8_t)(i >> 8);
        test.inputs[1].data[i] = (int8_t)i;
    }
    mcunet_view inputs[2], output;
    for (int i = 0; i < 2; i++) {
        inputs[i] = (mcunet_view){test.inputs[i].data, 65536, 0, 0, 1, 256, 256, test.inputs[i].zero_point};
    }
    output = (mcunet_view){test.expected.data, 65536, 0, 0, 1, 256, 256, test.expected.zero_point};
    const mcunet_kernel_call call = {&test.op, test.constants, inputs, &output, {0, 1, 0, 256}, NULL, 0};
    mcunet_find_kernel(&test.op)->run(&call);
    int wrong = 0;
    for (int32_t i = 0; i < 65536; i++) {
        const double quotient = reference_quotient(&test, 0, i >> 8, i & 255);
        const double nearest = quotient < -128 ? -128 : (quotient > 127 ? 127 : quotient); /* 0 / 0 is no number: the zero point */
        const double expected = nearest == nearest ? nearest : test.expected.zero_point;
        wrong += fabs(test.expected.data[i] - expected) > 0.5001;
    }
    expect(wrong == 0, "div: %d of 65536 quotients are wrong", wrong);
    free_case(&test);
}

int main(void)
{
    static const mcunet_operator_kind kinds[] = {
        MCUNET_ADD, MCUNET_SUB, MCUNET_MUL, MCUNET_MAXIMUM, MCUNET_MINIMUM, MCUNET_PRELU, MCUNET_SQUARED_DIFFERENCE};
    static const char *const names[] = {"add", "sub", "mul", "maximum", "minimum", "prelu", "squared_difference"};
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        for (int i = 0; i < 7; i++) {
            check_binary(kinds[i], 0, 0, seed, names[i]);
            check_binary(kinds[i], 0, 1, seed, names[i]);
            check_binary(kinds[i], 1, 0, seed, names[i]);
            check_binary(kinds[i], 0, 2, seed, names[i]);
        }
        check_lookup(seed);
        check_arg_max(seed, 0);
        check_arg_max(seed, 1);
        check_quotients(seed);
    }
    return finish();
}
