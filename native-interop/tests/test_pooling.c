/* SPDX-License-Identifier: MIT */
/* MAX_POOL_2D, AVERAGE_POOL_2D and MEAN, over windows and accumulated over the whole input. */
#include <stdlib.h>

#include "support/reference.h"

#define SEEDS 5

typedef struct {
    const char *name;
    int32_t height, width, channels, output_height, output_width;
    uint16_t kernel_height, kernel_width;
    uint8_t stride_height, stride_width;
    int16_t pad_top, pad_left;
} shape;

static const shape shapes[] = {
    {"2x2 stride 2", 8, 6, 5, 4, 3, 2, 2, 2, 2, 0, 0},
    {"3x3 same", 7, 9, 17, 7, 9, 3, 3, 1, 1, 1, 1},
    {"3x3 stride 2, asymmetric", 7, 8, 16, 4, 4, 3, 3, 2, 2, 1, 0},
    {"2x5", 6, 6, 33, 5, 6, 2, 5, 1, 1, 0, 2},
    {"whole", 5, 7, 20, 1, 1, 5, 7, 1, 1, 0, 0},
    {"one pixel", 1, 1, 3, 1, 1, 3, 3, 1, 1, 1, 1},
};

static const shape means[] = {
    {"rows and columns", 5, 7, 20, 1, 1, 5, 7, 1, 1, 0, 0},
    {"rows", 5, 7, 18, 1, 7, 5, 1, 1, 1, 0, 0},
    {"columns", 5, 7, 3, 5, 1, 1, 7, 1, 1, 0, 0},
};

static kernel_case make_case(const shape *s, mcunet_operator_kind kind, uint32_t *seed)
{
    kernel_case test;
    test.op = plain_operator(kind);
    test.op.kernel_height = s->kernel_height;
    test.op.kernel_width = s->kernel_width;
    test.op.stride_height = s->stride_height;
    test.op.stride_width = s->stride_width;
    test.op.pad_top = s->pad_top;
    test.op.pad_left = s->pad_left;
    test.constants = NULL;
    test.inputs[0] = random_tensor(seed, s->height, s->width, s->channels);
    test.expected = empty_tensor(s->output_height, s->output_width, s->channels, random_between(seed, -128, 127));
    if (kind == MCUNET_MEAN) {
        int32_t *k = calloc(4, sizeof *k);
        k[0] = (int32_t)(0x40000000u | random_bits(seed) >> 2);
        k[1] = random_between(seed, -6, -1);
        k[2] = -test.inputs[0].zero_point * s->kernel_height * s->kernel_width;
        test.constants = k;
    } else {
        test.op.activation_min = (int8_t)random_between(seed, -128, -60);
        test.op.activation_max = (int8_t)random_between(seed, 20, 127);
    }
    reference_compute(&test);
    return test;
}

int main(void)
{
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        uint32_t state = seed;
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
            kernel_case maximum = make_case(&shapes[i], MCUNET_MAX_POOL_2D, &state);
            kernel_case average = make_case(&shapes[i], MCUNET_AVERAGE_POOL_2D, &state);
            check_case(&maximum, &state, shapes[i].name);
            check_case(&average, &state, shapes[i].name);
        }
        for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
            kernel_case mean = make_case(&means[i], MCUNET_MEAN, &state);
            check_case(&mean, &state, means[i].name);
        }
        kernel_case average = make_case(&shapes[4], MCUNET_AVERAGE_POOL_2D, &state);
        kernel_case mean = make_case(&means[0], MCUNET_MEAN, &state);
        check_accumulation(&average, &state, "average pool");
        check_accumulation(&mean, &state, "mean");
    }
    return finish();
}
