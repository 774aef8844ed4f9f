/* SPDX-License-Identifier: MIT */
/*
 * Runs whatever the verifier accepts, with arbitrary input: every patch of every stage, first in order and then as it comes, in an arena of
 * exactly the size that the package asks for. Nothing may be read or written outside it and the package.
 */
#include <stdlib.h>
#include <string.h>

#include "package_mutator.h"

#define MAX_ARENA_BYTES (1u << 20)
#define MAX_STEPS 4096     /* operators run per input, so that long walks do not look like hangs */
#define MAX_MACS 20000000u /* likewise */

static void write_input(const mcunet_model *model, uint32_t *seed)
{
    mcunet_region region;
    mcunet_view view;
    if (mcunet_patch_input(model, &region, &view) != MCUNET_OK) {
        return;
    }
    for (int32_t y = region.top; y < region.bottom; y++) {
        int8_t *row = view.data + (y - view.top) * view.row_stride + (region.left - view.left) * view.channels;
        for (int32_t i = 0; i < (region.right - region.left) * view.channels; i++) {
            *seed = *seed * 1664525u + 1013904223u;
            row[i] = (int8_t)(*seed >> 24);
        }
    }
}

static void run_model(mcunet_model *model, uint32_t seed)
{
    uint32_t steps = 0;
    uint64_t cost = 0;
    const mcunet_stage *stage;
    for (int32_t s = 0; (stage = mcunet_model_stage(model, s)) != NULL; s++) {
        for (int32_t row = 0; row < stage->rows.count; row++) {
            for (int32_t column = 0; column < stage->columns.count; column++) {
                steps += stage->operator_count;
                cost += fuzz_patch_cost(model, stage);
                if (steps > MAX_STEPS || cost > MAX_MACS || mcunet_patch_begin(model, s, row, column) != MCUNET_OK) {
                    return;
                }
                write_input(model, &seed);
                (void)mcunet_patch_run(model, s, row, column);
            }
        }
    }
}

/* Patches and steps that no scheduler would ask for in this order: each is done, or refused with a status. */
static void run_anyhow(mcunet_model *model, uint32_t seed)
{
    uint64_t cost = 0;
    for (int32_t count = 0; count < 64; count++) {
        const int32_t index = (int32_t)(fuzz_random(&seed) % (model->header->stage_count + 1u)) - (fuzz_random(&seed) % 16 == 0);
        const mcunet_stage *stage = mcunet_model_stage(model, index);
        const int32_t row = (int32_t)(fuzz_random(&seed) % (stage == NULL ? 2u : stage->rows.count + 1u));
        const int32_t column = (int32_t)(fuzz_random(&seed) % (stage == NULL ? 2u : stage->columns.count + 1u));
        cost += stage == NULL ? 0 : fuzz_patch_cost(model, stage);
        if (cost > MAX_MACS) {
            return;
        }
        switch (fuzz_random(&seed) % 4) {
        case 0: (void)mcunet_patch_begin(model, index, row, column); break;
        case 1: write_input(model, &seed); break;
        case 2: (void)mcunet_patch_step(model, (int32_t)(fuzz_random(&seed) % 8) - 1); break;
        default: (void)mcunet_patch_run(model, index, row, column); break;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mcunet_header header;
    if (size < sizeof header) {
        return 0;
    }
    memcpy(&header, data, sizeof header);
    if (header.arena_bytes > MAX_ARENA_BYTES) {
        return 0;
    }
    const size_t bytes = fuzz_package_bytes(data, size);
    uint8_t *package = malloc(bytes);
    uint8_t *arena = malloc(header.arena_bytes + 1u);
    mcunet_model model;
    if (package != NULL && arena != NULL) {
        memcpy(package, data, bytes);
        if (mcunet_model_verify(&model, package, bytes, arena, header.arena_bytes) == MCUNET_OK) {
            run_model(&model, (uint32_t)size);
            run_anyhow(&model, (uint32_t)size * 2654435761u | 1u);
        }
    }
    free(package);
    free(arena);
    return 0;
}
