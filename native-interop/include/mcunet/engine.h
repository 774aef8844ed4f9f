/* SPDX-License-Identifier: MIT */
/*
 * The engine: opens a package, then runs it one patch of one stage at a time. The walk itself (which stage, which patch, when to
 * ask the camera for rows) is the caller's: the C# patch scheduler on a board, in the simulator and over the remote link.
 */
#ifndef MCUNET_ENGINE_H
#define MCUNET_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/format.h"
#include "mcunet/kernel.h"
#include "mcunet/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An open model: pointers into the package (used in place) and the arena. Treat as opaque; copyable, nothing to free. */
typedef struct {
    const uint8_t *package;
    uint8_t *arena;
    const mcunet_header *header;
    const mcunet_tensor *tensors;
    const mcunet_slot *slots;
    const mcunet_operator *operators;
    const uint16_t *operands;
    const mcunet_stage *stages;
    const uint16_t *outputs;
    int32_t stage, row, column; /* whose intervals the arena holds now; -1 when none */
    uint64_t macs;              /* multiply-accumulates executed since the model was opened, taps on padding included */
} mcunet_model;

/*
 * Opens the package of `package_bytes` at `package` (aligned to MCUNET_ALIGNMENT; stays in use until the model is forgotten) over an
 * arena of `arena_bytes` (likewise aligned). Verifies everything once: checksum, version, every offset, shape, region, scratch size.
 * Returns MCUNET_OK, or the first error found; *model is then unusable. The arena's content is overwritten.
 */
mcunet_status mcunet_model_open(mcunet_model *model, const void *package, size_t package_bytes, void *arena, size_t arena_bytes);

/* Everything that mcunet_model_open checks, but the checksum: for fuzzing the rest. */
mcunet_status mcunet_model_verify(mcunet_model *model, const void *package, size_t package_bytes, void *arena, size_t arena_bytes);

/* The stage, or null when out of range. */
const mcunet_stage *mcunet_model_stage(const mcunet_model *model, int32_t stage);

/*
 * Begins patch (row, column) of a stage: works out every region and brings kept rows and columns back into the windows.
 * MCUNET_ERROR_ARGUMENT when out of range.
 */
mcunet_status mcunet_patch_begin(mcunet_model *model, int32_t stage, int32_t row, int32_t column);

/*
 * The rows and columns of the model's input that the caller must write before the begun patch runs; empty (top == bottom) when
 * none. *view addresses them: fill every pixel of *region.
 */
mcunet_status mcunet_patch_input(const mcunet_model *model, mcunet_region *region, mcunet_view *view);

/* Runs operator `step` (0 .. operator_count - 1, in order) of the begun patch; after the last, kept rows and columns are put away. */
mcunet_status mcunet_patch_step(mcunet_model *model, int32_t step);

/* Begins the patch unless it is already begun, then runs all its steps. */
mcunet_status mcunet_patch_run(mcunet_model *model, int32_t stage, int32_t row, int32_t column);

/* Output `index` of the model: its shape, quantisation and place in the arena, valid after the last patch of the last stage. */
mcunet_status mcunet_model_output(const mcunet_model *model, int32_t index, mcunet_view *view, float *scale);

/* The model's input tensor (shape and quantisation). */
const mcunet_tensor *mcunet_model_input(const mcunet_model *model);

/* The head record, or null when the package has none. */
const mcunet_head *mcunet_model_head(const mcunet_model *model);

/* Bytes from a head to what follows it. */
static inline uint32_t mcunet_head_bytes(const mcunet_head *head)
{
    return (uint32_t)sizeof *head + ((head->bytes + MCUNET_ALIGNMENT - 1u) & ~(MCUNET_ALIGNMENT - 1u));
}

/* The head with the labels of classes: the model's own, or what follows it (MCUNET_HEAD_NAMED); NULL without labels. */
const mcunet_head *mcunet_model_labels(const mcunet_model *model);

#ifdef __cplusplus
}
#endif

#endif
