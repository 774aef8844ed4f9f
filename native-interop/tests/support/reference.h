/* SPDX-License-Identifier: MIT */
/* Every operator once more, from its definition: one output element at a time, sums in 64 bits, no shared code with the kernels. */
#ifndef MCUNET_TESTS_REFERENCE_H
#define MCUNET_TESTS_REFERENCE_H

#include "harness.h"

/* x * multiplier * 2^(shift - 31) as TFLite rounds it: the product half up, then the right shift half away from zero. */
int64_t reference_rescale(int64_t x, int32_t multiplier, int shift);

/* Fills test->expected.data from the case's operator, inputs and portable constants. */
void reference_compute(kernel_case *test);

/* DIV's quotient of one element in real numbers, zero point added; no number for 0 / 0. */
double reference_quotient(const kernel_case *test, int32_t y, int32_t x, int32_t c);

#endif
