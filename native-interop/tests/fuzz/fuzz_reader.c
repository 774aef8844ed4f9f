/* SPDX-License-Identifier: MIT */
/* Opens arbitrary bytes as a package: every one is accepted or refused with a status, and nothing is read outside them. */
#include <stdlib.h>
#include <string.h>

#include "package_mutator.h"

#define ARENA_BYTES (1u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint64_t arena[ARENA_BYTES / sizeof(uint64_t)];
    const size_t bytes = fuzz_package_bytes(data, size);
    uint8_t *package = malloc(bytes + 1); /* exactly as long as the input, so that reading past it is noticed */
    mcunet_model model;
    if (package == NULL) {
        return 0;
    }
    memcpy(package, data, bytes);
    const mcunet_status opened = mcunet_model_open(&model, package, bytes, arena, sizeof arena);
    const mcunet_status verified = mcunet_model_verify(&model, package, bytes, arena, sizeof arena);
    if (mcunet_status_name(opened) == NULL || (opened == MCUNET_OK && verified != MCUNET_OK)) {
        abort(); /* opening verifies, and a checksum besides */
    }
    free(package);
    return 0;
}
