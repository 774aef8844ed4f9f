/* SPDX-License-Identifier: MIT */
/*
 * Runs a kernel over the whole output and over random regions, with every buffer exactly as large as promised (so that a sanitizer
 * sees any byte too far), and compares with the expected whole output.
 */
#ifndef MCUNET_TESTS_HARNESS_H
#define MCUNET_TESTS_HARNESS_H

#include <stdint.h>

#include "mcunet/operator.h"

/* A whole int8 tensor, height x width x channels, on the heap. */
typedef struct {
    int32_t height, width, channels, zero_point;
    int8_t *data;
} tensor;

/* Kernels as dispatch finds them, or another backend's. */
typedef struct {
    mcunet_operator op;
    tensor inputs[MCUNET_MAX_INPUTS];
    tensor expected; /* what a reference computed; its data are filled by the test */
    void *constants;
} kernel_case;

/* A deterministic generator; never seeded with 0. */
uint32_t random_bits(uint32_t *seed);
int32_t random_between(uint32_t *seed, int32_t low, int32_t high); /* both included */
tensor random_tensor(uint32_t *seed, int32_t height, int32_t width, int32_t channels);
tensor empty_tensor(int32_t height, int32_t width, int32_t channels, int32_t zero_point);

/*
 * Constants of a convolution in portable order; weights and quantisation random, biases large enough to reach both clamps. `odd`: also
 * multipliers, shifts and weights that the fastest kernels need not know.
 */
void *random_convolution_constants(uint32_t *seed, int32_t channels, int64_t weights, int odd);

/*
 * Reorders a convolution's constants from the portable order to the Armv7E-M one, in new memory that replaces the case's, and sets the
 * operator's layout. Returns 0, changing nothing, when the Armv7E-M kernels do not cover the operator.
 */
int use_armv7em(kernel_case *test);

/* An operator with unit strides and dilations, no padding and the full clamp. */
mcunet_operator plain_operator(mcunet_operator_kind kind);

/*
 * Checks whole output and random regions with the portable kernel and, where there is one, the Armv7E-M one; prints what differs and
 * counts it. Frees the case's memory.
 */
void check_case(kernel_case *test, uint32_t *seed, const char *name);

/* Checks that adding random strips of the input up, in order, gives the expected output. Frees the case's memory. */
void check_accumulation(kernel_case *test, uint32_t *seed, const char *name);

/* The same over whole tensors with the output written over input `which` (same start). Does not free. */
void check_in_place(const kernel_case *test, int which, const char *name);

void free_case(kernel_case *test);

/* Notes a failure unless `condition`. */
void expect(int condition, const char *format, ...);

/* The exit status of a test program: prints the number of checks, 0 when none failed. */
int finish(void);

#endif
