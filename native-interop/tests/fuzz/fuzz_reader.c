/* Opens arbitrary bytes as a package: every one is accepted or refused with a status, and nothing is read outside them. */
#include <stdlib.h>
#include <string.h>

#include "mcunet/engine.h"

#define ARENA_BYTES (1u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint64_t arena[ARENA_BYTES / sizeof(uint64_t)];
    uint8_t *package = malloc(size + 1); /* exactly as long as the input, so that reading past it is noticed */
    mcunet_model model;
    if (package == NULL) {
        return 0;
    }
    memcpy(package, data, size);
    (void)mcunet_model_open(&model, package, size, arena, sizeof arena);
    (void)mcunet_model_verify(&model, package, size, arena, sizeof arena);
    free(package);
    return 0;
}
