/*
 * Runs whatever the verifier accepts, with arbitrary input: every patch of every stage, in an arena of exactly the size that the package
 * asks for. Nothing may be read or written outside it and the package.
 */
#include <stdlib.h>
#include <string.h>

#include "mcunet/engine.h"

#define MAX_ARENA_BYTES (1u << 20)
#define MAX_STEPS 4096          /* operators run per input, so that long walks do not look like hangs */
#define MAX_MACS 20000000u      /* likewise */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

/* An upper bound of the multiplications in one patch of the stage. */
static uint64_t patch_cost(const mcunet_model *model, const mcunet_stage *stage)
{
    uint64_t cost = 0;
    for (int32_t i = 0; i < stage->operator_count; i++) {
        const mcunet_operator *op = &model->operators[stage->first_operator + i];
        const int32_t source = op->input_count > 0 ? model->operands[op->first_input] : op->output;
        const mcunet_tensor *input = &model->tensors[model->slots[source].tensor];
        const mcunet_tensor *output = &model->tensors[model->slots[op->output].tensor];
        const uint64_t window = (uint64_t)op->kernel_height * op->kernel_width * input->channels;
        cost += (window == 0 ? 1 : window) * output->height * output->width * output->channels;
    }
    return cost;
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
                cost += patch_cost(model, stage);
                if (steps > MAX_STEPS || cost > MAX_MACS || mcunet_patch_begin(model, s, row, column) != MCUNET_OK) {
                    return;
                }
                write_input(model, &seed);
                (void)mcunet_patch_run(model, s, row, column);
            }
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
    uint8_t *package = malloc(size);
    uint8_t *arena = malloc(header.arena_bytes + 1u);
    mcunet_model model;
    if (package != NULL && arena != NULL) {
        memcpy(package, data, size);
        if (mcunet_model_verify(&model, package, size, arena, header.arena_bytes) == MCUNET_OK) {
            run_model(&model, (uint32_t)size);
        }
    }
    free(package);
    free(arena);
    return 0;
}
