/* SPDX-License-Identifier: MIT */
/* PAD, RESIZE_NEAREST, RESIZE_LINEAR, CONCATENATION, RESHAPE, TRANSPOSE and STRIDED_COPY. */
#include <stdlib.h>

#include <stdio.h>

#include "support/reference.h"

#define SEEDS 5

static void check_pad(uint32_t seed)
{
    kernel_case test = {plain_operator(MCUNET_PAD), {random_tensor(&seed, 3, 4, 5)}, empty_tensor(6, 8, 9, -17), NULL};
    test.op.pad_top = 2;
    test.op.pad_left = 3;
    test.op.parameter = 1;
    reference_compute(&test);
    check_case(&test, &seed, "pad");
}

static void check_resize(uint32_t seed)
{
    kernel_case test = {plain_operator(MCUNET_RESIZE_NEAREST), {random_tensor(&seed, 3, 4, 5)}, empty_tensor(7, 6, 5, 0), NULL};
    uint16_t *indices = calloc(7 + 6, sizeof *indices);
    for (int i = 0; i < 7; i++) {
        indices[i] = (uint16_t)(i * 3 / 7);
    }
    for (int i = 0; i < 6; i++) {
        indices[7 + i] = (uint16_t)(i * 4 / 6);
    }
    test.constants = indices;
    reference_compute(&test);
    check_case(&test, &seed, "resize nearest");
}

/* Enlarged and shrunk; positions and fractions of 1/1024 as TFLite's are, with pixel centers and without. */
static void check_bilinear(uint32_t seed, int32_t height, int32_t width, int32_t offset)
{
    kernel_case test = {plain_operator(MCUNET_RESIZE_LINEAR), {random_tensor(&seed, 5, 6, 3)}, empty_tensor(height, width, 3, 0), NULL};
    const int32_t count[2] = {height, width}, size[2] = {5, 6};
    uint16_t *table = calloc(2 * (size_t)(height + width), sizeof *table), *next = table, *fraction = table + height + width;
    for (int axis = 0; axis < 2; axis++) {
        const int32_t scale = (1024 * size[axis] + count[axis] / 2) / count[axis];
        for (int32_t i = 0; i < count[axis]; i++, next++, fraction++) {
            const int32_t place = i * scale + offset * (scale / 2 - 512), pixel = place < 0 ? 0 : place / 1024;
            *next = (uint16_t)pixel;
            *fraction = (uint16_t)(place < 0 || pixel + 1 == size[axis] ? 0 : place % 1024);
        }
    }
    test.constants = table;
    reference_compute(&test);
    check_case(&test, &seed, "resize linear");
}

/* Axes. */
#define Y 0
#define X 1
#define C 2

/* size, output axis, input axis, step */
typedef struct {
    int32_t height, width, channels, origin[3], loops[6][4];
} copy_pattern;

/* Of a 6 x 8 x 12 image: a slice, one with steps, DEPTH_TO_SPACE, SPACE_TO_DEPTH, tiles, all axes turned, a head's anchors as columns, one row of one channel. */
static const copy_pattern patterns[] = {
    {3, 4, 5, {1, 2, 3}, {{3, Y, Y, 1}, {4, X, X, 1}, {5, C, C, 1}}},
    {3, 3, 4, {0, 7, 11}, {{3, Y, Y, 2}, {3, X, X, -3}, {4, C, C, -2}}},
    {12, 16, 3, {0, 0, 0}, {{6, Y, Y, 1}, {2, Y, C, 6}, {8, X, X, 1}, {2, X, C, 3}, {3, C, C, 1}}},
    {3, 4, 48, {0, 0, 0}, {{3, Y, Y, 2}, {4, X, X, 2}, {2, C, Y, 1}, {2, C, X, 1}, {12, C, C, 1}}},
    {12, 8, 24, {0, 0, 0}, {{2, Y, Y, 0}, {6, Y, Y, 1}, {8, X, X, 1}, {2, C, C, 0}, {12, C, C, 1}}},
    {8, 12, 6, {0, 0, 0}, {{8, Y, X, 1}, {12, X, C, 1}, {6, C, Y, 1}}},
    {6, 24, 4, {0, 0, 0}, {{6, Y, Y, 1}, {3, X, C, 4}, {8, X, X, 1}, {4, C, C, 1}}},
    {1, 8, 1, {5, 0, 7}, {{8, X, X, 1}}},
};

static void check_copy(uint32_t seed, const copy_pattern *pattern)
{
    kernel_case test = {plain_operator(MCUNET_STRIDED_COPY),
                        {random_tensor(&seed, 6, 8, 12)},
                        empty_tensor(pattern->height, pattern->width, pattern->channels, 0),
                        NULL};
    uint16_t *constants = calloc(4 + 4 * MCUNET_MAX_LOOPS, sizeof *constants);
    for (int axis = 0; axis < 3; axis++) {
        constants[axis] = (uint16_t)pattern->origin[axis];
    }
    for (int i = 0; i < 6 && pattern->loops[i][0] != 0; i++) {
        constants[3]++;
        constants[4 + 4 * i] = (uint16_t)pattern->loops[i][0];
        constants[5 + 4 * i] = (uint16_t)(pattern->loops[i][1] | pattern->loops[i][2] << 8);
        constants[6 + 4 * i] = (uint16_t)pattern->loops[i][3];
    }
    test.constants = constants;
    reference_compute(&test);
    check_case(&test, &seed, "strided copy");
}

static void check_concatenation(uint32_t seed, uint16_t axis)
{
    static const int32_t outputs[3][3] = {{9, 4, 5}, {3, 12, 5}, {3, 4, 15}};
    kernel_case test = {
        plain_operator(MCUNET_CONCATENATION), {{0}}, empty_tensor(outputs[axis][0], outputs[axis][1], outputs[axis][2], 0), NULL};
    test.op.input_count = 3;
    test.op.parameter = axis;
    for (int32_t i = 0; i < 3; i++) { /* sizes s - 1, s, s + 1 along the axis, s along it in a 3 x 4 x 5 tensor */
        test.inputs[i] = random_tensor(&seed, 3 + (axis == 0 ? i - 1 : 0), 4 + (axis == 1 ? i - 1 : 0), 5 + (axis == 2 ? i - 1 : 0));
    }
    reference_compute(&test);
    check_case(&test, &seed, "concatenation");
}

/* As many inputs as a package may have; a row, column or channel each. */
static void check_many_inputs(uint32_t seed, uint16_t axis, int32_t count)
{
    kernel_case test = {
        plain_operator(MCUNET_CONCATENATION),
        {{0}},
        empty_tensor(axis == 0 ? count : 3, axis == 1 ? count : 4, axis == 2 ? count : 5, 0),
        NULL,
    };
    char name[32];
    snprintf(name, sizeof name, "concatenation of %d", (int)count);
    test.op.input_count = (uint8_t)count;
    test.op.parameter = axis;
    for (int32_t i = 0; i < count; i++) {
        test.inputs[i] = random_tensor(&seed, axis == 0 ? 1 : 3, axis == 1 ? 1 : 4, axis == 2 ? 1 : 5);
    }
    reference_compute(&test);
    check_case(&test, &seed, name);
}

static void check_reshape(uint32_t seed)
{
    static const int32_t outputs[][3] = {{1, 1, 60}, {4, 3, 5}, {2, 6, 5}, {3, 4, 5}, {5, 2, 6}, {60, 1, 1}};
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        kernel_case test = {plain_operator(MCUNET_RESHAPE),
                            {random_tensor(&seed, 3, 4, 5)},
                            empty_tensor(outputs[i][0], outputs[i][1], outputs[i][2], 0),
                            NULL};
        reference_compute(&test);
        check_in_place(&test, 0, "reshape");
        check_case(&test, &seed, "reshape");
    }
}

static void check_transpose(uint32_t seed)
{
    static const int axes[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const int32_t sizes[] = {3, 4, 5};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        kernel_case test = {plain_operator(MCUNET_TRANSPOSE),
                            {random_tensor(&seed, 3, 4, 5)},
                            empty_tensor(sizes[axes[i][0]], sizes[axes[i][1]], sizes[axes[i][2]], 0),
                            NULL};
        test.op.parameter = (uint16_t)(axes[i][0] | axes[i][1] << 2 | axes[i][2] << 4);
        reference_compute(&test);
        check_case(&test, &seed, "transpose");
    }
}

int main(void)
{
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        check_pad(seed);
        check_resize(seed);
        for (int32_t centers = 0; centers < 2; centers++) {
            check_bilinear(seed, 9, 11, centers);
            check_bilinear(seed, 3, 4, centers);
            check_bilinear(seed, 10, 1, centers);
        }
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
            check_copy(seed, &patterns[i]);
        }
        for (uint16_t axis = 0; axis < 3; axis++) {
            check_concatenation(seed, axis);
            for (int32_t count = 9; count <= MCUNET_MAX_INPUTS; count++) {
                check_many_inputs(seed, axis, count);
            }
        }
        check_reshape(seed);
        check_transpose(seed);
    }
    return finish();
}
