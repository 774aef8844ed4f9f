/* SPDX-License-Identifier: MIT */
/* CONV_2D, DEPTHWISE_CONV_2D and TRANSPOSE_CONV over shapes x quantisations. */
#include <stdio.h>
#include <stdlib.h>

#include "support/esp32s3_layout.h"
#include "support/reference.h"
#include "support/rv32_layout.h"

#define SEEDS 4

typedef struct {
    const char *name;
    int32_t height, width, inputs, outputs; /* channels */
    int32_t output_height, output_width;
    uint16_t kernel_height, kernel_width;
    uint8_t stride_height, stride_width, dilation_height, dilation_width;
    int16_t pad_top, pad_left;
    uint16_t parameter; /* groups, or channel multiplier */
} shape;

static const shape convolutions[] = {
    {"1x1", 5, 7, 16, 24, 5, 7, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1, odd channels", 4, 3, 5, 7, 4, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1, one pixel", 1, 1, 9, 3, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 stride 2", 7, 6, 8, 8, 4, 3, 1, 1, 2, 2, 1, 1, 0, 0, 1},
    {"3x3 of three channels, stride 2", 17, 16, 3, 8, 9, 8, 3, 3, 2, 2, 1, 1, 1, 0, 1},
    {"3x3", 6, 9, 20, 6, 6, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1},
    {"3x3 valid", 6, 9, 8, 5, 4, 7, 3, 3, 1, 1, 1, 1, 0, 0, 1},
    {"2x4 asymmetric", 8, 9, 6, 4, 8, 9, 2, 4, 1, 1, 1, 1, 0, 1, 1},
    {"3x3 stride 3", 10, 11, 4, 4, 4, 4, 3, 3, 3, 3, 1, 1, 1, 1, 1},
    {"3x3 dilation 2x3", 11, 12, 4, 9, 11, 12, 3, 3, 1, 1, 2, 3, 2, 3, 1},
    {"3x1 dilated rows", 9, 5, 17, 4, 9, 5, 3, 1, 1, 1, 2, 1, 2, 0, 1},
    {"5x5 of 1x1", 1, 1, 3, 4, 1, 1, 5, 5, 1, 1, 1, 1, 2, 2, 1},
    {"padding beyond the kernel", 3, 3, 2, 3, 9, 9, 2, 2, 1, 1, 1, 1, 4, 4, 1},
    {"7x7 of 4x4", 4, 4, 5, 4, 2, 2, 7, 7, 2, 2, 1, 1, 3, 3, 1},
    {"groups", 5, 6, 12, 8, 5, 6, 3, 3, 1, 1, 1, 1, 1, 1, 4},
    {"1x1 groups", 5, 6, 12, 15, 5, 6, 1, 1, 1, 1, 1, 1, 0, 0, 3},
    {"1x1 of half a vector", 5, 6, 8, 5, 5, 6, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 1.5 vectors", 4, 7, 24, 6, 4, 7, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 2.5 vectors", 5, 5, 40, 3, 5, 5, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 3 vectors", 4, 3, 48, 3, 4, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 4 vectors", 3, 5, 64, 3, 3, 5, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 4.5 vectors", 3, 5, 72, 3, 3, 5, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 6 vectors", 3, 5, 96, 3, 3, 5, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 7 vectors", 3, 3, 112, 3, 3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 7.5 vectors", 5, 3, 120, 3, 5, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 10 vectors", 3, 3, 160, 3, 3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 13.5 vectors", 3, 3, 216, 2, 3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 19 vectors", 3, 3, 304, 2, 3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of many pixels", 12, 13, 112, 2, 12, 13, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of whole vectors, stride 2", 7, 6, 32, 4, 4, 3, 1, 1, 2, 2, 1, 1, 0, 0, 1},
    {"1x1 of half vectors, stride 2", 7, 6, 24, 4, 4, 3, 1, 1, 2, 2, 1, 1, 0, 0, 1},
    {"1x1 of whole vectors, padded at the end", 5, 6, 16, 4, 7, 8, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of half vectors, padded at the end", 5, 6, 24, 4, 6, 6, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"1x1 of 7 vectors, padded at the end", 3, 3, 112, 3, 5, 4, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"3x3 of whole vectors", 6, 7, 16, 4, 6, 7, 3, 3, 1, 1, 1, 1, 1, 1, 1},
    {"fully connected", 4, 5, 8, 10, 1, 1, 4, 5, 1, 1, 1, 1, 0, 0, 1},
};

static const shape depthwise[] = {
    {"3x3", 9, 10, 11, 11, 9, 10, 3, 3, 1, 1, 1, 1, 1, 1, 1},
    {"3x3 stride 2", 9, 10, 16, 16, 5, 5, 3, 3, 2, 2, 1, 1, 1, 0, 1},
    {"3x3 stride 2, tall", 21, 9, 5, 5, 11, 5, 3, 3, 2, 2, 1, 1, 1, 1, 1},
    {"3x3 stride 2, same", 8, 7, 8, 8, 4, 4, 3, 3, 2, 2, 1, 1, 0, 1, 1},
    {"3x3 stride 3", 10, 11, 5, 5, 4, 4, 3, 3, 3, 3, 1, 1, 1, 1, 1},
    {"5x5", 8, 9, 9, 9, 8, 9, 5, 5, 1, 1, 1, 1, 2, 2, 1},
    {"5x5 stride 2, tall", 22, 12, 3, 3, 11, 6, 5, 5, 2, 2, 1, 1, 1, 1, 1},
    {"5x5 stride 2", 9, 8, 8, 8, 5, 4, 5, 5, 2, 2, 1, 1, 2, 1, 1},
    {"7x7", 6, 7, 10, 10, 6, 7, 7, 7, 1, 1, 1, 1, 3, 3, 1},
    {"7x7 stride 2", 11, 10, 8, 8, 6, 5, 7, 7, 2, 2, 1, 1, 3, 2, 1},
    {"3x3, wide", 4, 53, 17, 17, 4, 53, 3, 3, 1, 1, 1, 1, 1, 1, 1},
    {"3x3 stride 2, wide", 5, 61, 32, 32, 3, 31, 3, 3, 2, 2, 1, 1, 1, 1, 1},
    {"5x5 of whole vectors", 7, 6, 48, 48, 7, 6, 5, 5, 1, 1, 1, 1, 2, 2, 1},
    {"7x7 of whole vectors, stride 2", 9, 8, 16, 16, 5, 4, 7, 7, 2, 2, 1, 1, 3, 3, 1},
    {"7x7 of one pixel", 1, 1, 3, 3, 1, 1, 7, 7, 1, 1, 1, 1, 3, 3, 1},
    {"3x3 stride 2 of four outputs", 4, 3, 8, 8, 2, 2, 3, 3, 2, 2, 1, 1, 1, 1, 1},
    {"5x5 of nine outputs", 3, 3, 12, 12, 3, 3, 5, 5, 1, 1, 1, 1, 2, 2, 1},
    {"2x4", 6, 7, 4, 4, 6, 7, 2, 4, 1, 1, 1, 1, 0, 1, 1},
    {"1x1", 3, 4, 9, 9, 3, 4, 1, 1, 1, 1, 1, 1, 0, 0, 1},
    {"3x3 dilation 2", 9, 8, 8, 8, 9, 8, 3, 3, 1, 1, 2, 2, 2, 2, 1},
    {"3x3 valid", 6, 9, 7, 7, 4, 7, 3, 3, 1, 1, 1, 1, 0, 0, 1},
    {"padding beyond the kernel", 2, 2, 8, 8, 8, 8, 2, 2, 1, 1, 1, 1, 4, 4, 1},
    {"multiplier 3", 5, 6, 4, 12, 5, 6, 3, 3, 1, 1, 1, 1, 1, 1, 3},
    {"one channel to 8", 7, 5, 1, 8, 7, 5, 3, 3, 1, 1, 1, 1, 1, 1, 8},
};

static const shape transposed[] = {
    {"2x2 stride 2", 5, 6, 7, 4, 10, 12, 2, 2, 2, 2, 1, 1, 0, 0, 1},
    {"3x3 stride 2", 5, 6, 4, 5, 10, 12, 3, 3, 2, 2, 1, 1, 0, 0, 1},
    {"4x4 stride 2", 4, 3, 9, 3, 8, 6, 4, 4, 2, 2, 1, 1, 1, 1, 1},
    {"3x3 stride 2, valid", 4, 5, 3, 3, 9, 11, 3, 3, 2, 2, 1, 1, 0, 0, 1},
    {"3x5 stride 3x2", 3, 4, 5, 2, 9, 8, 3, 5, 3, 2, 1, 1, 0, 1, 1},
    {"5x5 stride 1", 6, 5, 3, 4, 6, 5, 5, 5, 1, 1, 1, 1, 2, 2, 1},
    {"2x2 stride 3, which leaves gaps", 3, 4, 2, 3, 9, 12, 2, 2, 3, 3, 1, 1, 0, 0, 1},
    {"3x3 stride 2, of fewer rows than its input reaches", 6, 6, 2, 3, 7, 5, 3, 3, 2, 2, 1, 1, 0, 0, 1},
    {"3x3 stride 2, of more rows than its input reaches", 2, 2, 2, 3, 9, 8, 3, 3, 2, 2, 1, 1, 1, 1, 1},
    {"4x4 stride 2 of one pixel", 1, 1, 6, 5, 2, 2, 4, 4, 2, 2, 1, 1, 1, 1, 1},
};

static kernel_case make_case(const shape *s, mcunet_operator_kind kind, uint32_t *seed)
{
    kernel_case test;
    mcunet_operator op = plain_operator(kind);
    op.kernel_height = s->kernel_height;
    op.kernel_width = s->kernel_width;
    op.stride_height = s->stride_height;
    op.stride_width = s->stride_width;
    op.dilation_height = s->dilation_height;
    op.dilation_width = s->dilation_width;
    op.pad_top = s->pad_top;
    op.pad_left = s->pad_left;
    op.parameter = s->parameter;
    op.activation_min = (int8_t)random_between(seed, -128, -100);
    op.activation_max = (int8_t)random_between(seed, 0, 127);
    const int32_t zero_point = random_between(seed, 0, 1) == 0 ? op.activation_min /* a rectifier */ : random_between(seed, -128, 127);
    const int32_t depth = kind == MCUNET_DEPTHWISE_CONV_2D ? 1 : s->inputs / s->parameter;
    test.op = op;
    test.inputs[0] = random_tensor(seed, s->height, s->width, s->inputs);
    test.expected = empty_tensor(s->output_height, s->output_width, s->outputs, zero_point);
    test.constants = random_convolution_constants(seed, s->outputs, (int64_t)s->outputs * s->kernel_height * s->kernel_width * depth,
                                                  random_bits(seed) % 2 == 0);
    reference_compute(&test);
    return test;
}

/* The depthwise kernels over their own input, which needs no more outputs than inputs. */
static void check_over_input(const shape *s, uint32_t seed, const char *name)
{
    kernel_case test = make_case(s, MCUNET_DEPTHWISE_CONV_2D, &seed);
    const tensor *input = &test.inputs[0], *output = &test.expected;
    if (s->parameter == 1 && output->height <= input->height && output->width <= input->width) {
        test.op.flags = MCUNET_OPERATOR_IN_PLACE;
        check_in_place(&test, 0, name);
        kernel_case other;
        if (make_rv32_case(&test, &other)) {
            check_in_place(&other, 0, name);
            free(other.constants);
        }
        if (use_armv7em(&test)) {
            check_in_place(&test, 0, name);
        }
    }
    free_case(&test);
}

static void check_shapes(const shape *shapes, size_t count, mcunet_operator_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        for (uint32_t seed = 1; seed <= SEEDS; seed++) {
            uint32_t state = seed * 7919u + (uint32_t)i;
            char name[96];
            snprintf(name, sizeof name, "%s %s, seed %u",
                     kind == MCUNET_CONV_2D ? "conv" : (kind == MCUNET_DEPTHWISE_CONV_2D ? "depthwise" : "transposed"), shapes[i].name,
                     (unsigned)seed);
            kernel_case test = make_case(&shapes[i], kind, &state);
            if (kind == MCUNET_DEPTHWISE_CONV_2D) {
                check_over_input(&shapes[i], state, name);
            }
            check_case(&test, &state, name);
        }
    }
}

static void check_fully_connected(void)
{
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        const shape shapes[] = {{"4x5", 4, 5, 8, 10, 1, 1, 4, 5, 1, 1, 1, 1, 0, 0, 1},
                                {"1x1", 1, 1, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1}};
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
            uint32_t state = seed;
            kernel_case test = make_case(&shapes[i], MCUNET_CONV_2D, &state);
            check_accumulation(&test, &state, shapes[i].name);
        }
    }
}

int main(void)
{
    check_shapes(convolutions, sizeof convolutions / sizeof *convolutions, MCUNET_CONV_2D);
    check_shapes(depthwise, sizeof depthwise / sizeof *depthwise, MCUNET_DEPTHWISE_CONV_2D);
    check_shapes(transposed, sizeof transposed / sizeof *transposed, MCUNET_TRANSPOSE_CONV);
    check_fully_connected();
    return finish();
}
