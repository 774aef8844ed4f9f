/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share: packages with right checksums, and their cost. */
#ifndef MCUNET_TESTS_FUZZ_PACKAGE_MUTATOR_H
#define MCUNET_TESTS_FUZZ_PACKAGE_MUTATOR_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

/* A generator of numbers; the state is never 0. */
uint32_t fuzz_random(uint32_t *state);

/* Bytes of the package that an input begins with, as its header says; `size` when the header is no package's or lies. What follows is the target's own. */
size_t fuzz_package_bytes(const uint8_t *data, size_t size);

/* An upper bound of the multiplications in one patch of the stage. */
uint64_t fuzz_patch_cost(const mcunet_model *model, const mcunet_stage *stage);

#endif
