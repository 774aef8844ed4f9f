/* SPDX-License-Identifier: MIT */
/* PAD, RESIZE_NEAREST, CONCATENATION, RESHAPE and TRANSPOSE. */
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
