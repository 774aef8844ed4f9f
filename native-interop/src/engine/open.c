/* SPDX-License-Identifier: MIT */
#include "crc32.h"
#include "mcunet/head.h"
#include "verify.h"

/* What the outputs mean, of outputs and an input that are sound. */
static mcunet_status verify_head(const mcunet_model *model)
{
    const mcunet_head *head = mcunet_model_head(model);
    const mcunet_status status = head == NULL ? MCUNET_OK : mcunet_find_head(head->kind)->verify(model, head);
    return status == MCUNET_OK ? mcunet_verify_labels(mcunet_model_labels(model)) : status;
}

mcunet_status mcunet_model_verify(mcunet_model *model, const void *package, size_t package_bytes, void *arena, size_t arena_bytes)
{
    if (model == NULL || package == NULL || arena == NULL || (uintptr_t)package % MCUNET_ALIGNMENT != 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    if ((uintptr_t)arena % MCUNET_ALIGNMENT != 0) {
        return MCUNET_ERROR_ARENA;
    }
    __builtin_memset(model, 0, sizeof *model);
    model->package = package;
    model->arena = arena;
    model->stage = model->row = model->column = -1;

    mcunet_status status = mcunet_verify_sections(model, package_bytes, arena_bytes);
    if (status == MCUNET_OK) {
        status = mcunet_verify_slots(model);
    }
    if (status == MCUNET_OK) {
        status = mcunet_verify_operators(model);
    }
    if (status == MCUNET_OK) {
        status = mcunet_verify_walks(model);
    }
    if (status == MCUNET_OK) {
        status = verify_head(model);
    }
    return status;
}

mcunet_status mcunet_model_open(mcunet_model *model, const void *package, size_t package_bytes, void *arena, size_t arena_bytes)
{
    const mcunet_header *header = package;
    const size_t unchecked = offsetof(mcunet_header, arena_bytes);
    /* Checked before anything else is believed, but after the few fields that give damage a better name. */
    if (header != NULL && (uintptr_t)package % MCUNET_ALIGNMENT == 0 && package_bytes >= sizeof *header
        && mcunet_verify_format(header) == MCUNET_OK && header->total_bytes >= sizeof *header && header->total_bytes <= package_bytes
        && mcunet_crc32((const uint8_t *)package + unchecked, header->total_bytes - unchecked) != header->crc32) {
        return MCUNET_ERROR_CHECKSUM;
    }
    return mcunet_model_verify(model, package, package_bytes, arena, arena_bytes);
}
