/* SPDX-License-Identifier: MIT */
/* ADD, SUB, MUL and LOOKUP: same shapes, broadcast operands either way round, in place. */
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

static void check_binary(mcunet_operator_kind kind, int32_t shape0, int32_t shape1, uint32_t seed, const char *name)
{
    static const int32_t sizes[3][2] = {{5, 6}, {1, 1}, {1, 6}};
    const int32_t channels = random_between(&seed, 1, 19);
    kernel_case test;
    test.op = plain_operator(kind);
    test.op.input_count = 2;
    test.op.activation_min = (int8_t)random_between(&seed, -128, -60);
    test.op.activation_max = (int8_t)random_between(&seed, 20, 127);
    test.inputs[0] = random_tensor(&seed, sizes[shape0][0], sizes[shape0][1], channels);
    test.inputs[1] = random_tensor(&seed, sizes[shape1][0], sizes[shape1][1], channels);
    test.expected = empty_tensor(5, 6, channels, random_between(&seed, -128, 127));
    test.constants = kind == MCUNET_MUL ? random_mul_constants(&seed) : random_add_constants(&seed);
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

int main(void)
{
    static const mcunet_operator_kind kinds[] = {MCUNET_ADD, MCUNET_SUB, MCUNET_MUL};
    static const char *const names[] = {"add", "sub", "mul"};
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        for (int i = 0; i < 3; i++) {
            check_binary(kinds[i], 0, 0, seed, names[i]);
            check_binary(kinds[i], 0, 1, seed, names[i]);
            check_binary(kinds[i], 1, 0, seed, names[i]);
            check_binary(kinds[i], 0, 2, seed, names[i]);
        }
        check_lookup(seed);
    }
    return finish();
}
