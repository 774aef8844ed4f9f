/* SPDX-License-Identifier: MIT */
#include "mcunet/head.h"
#include "verify.h"

/* Counts are 16 bits each, so that no table's bytes overflow. */
static int is_section(const mcunet_header *header, uint32_t offset, uint32_t bytes)
{
    return offset % MCUNET_ALIGNMENT == 0 && offset >= sizeof(mcunet_header) && offset <= header->total_bytes
           && bytes <= header->total_bytes - offset;
}

/* The head and the one that it says to follow it lie within the package. */
static mcunet_status verify_head(const mcunet_model *model)
{
    const uint32_t total = model->header->total_bytes;
    uint32_t offset = model->header->head_offset;
    if (offset == MCUNET_NONE) {
        return MCUNET_OK;
    }
    const mcunet_head *head;
    do {
        head = (const mcunet_head *)(const void *)(model->package + offset);
        if (!is_section(model->header, offset, sizeof *head) || total - offset - sizeof *head < head->bytes) {
            return MCUNET_ERROR_LAYOUT;
        }
        offset += mcunet_head_bytes(head);
    } while ((head->flags & MCUNET_HEAD_NAMED) != 0);
    return mcunet_find_head(mcunet_model_head(model)->kind) != NULL ? MCUNET_OK : MCUNET_ERROR_NOT_LINKED;
}

mcunet_status mcunet_verify_format(const mcunet_header *header)
{
    if (header->magic != MCUNET_MAGIC) {
        return MCUNET_ERROR_MAGIC;
    }
    if (header->major != MCUNET_FORMAT_MAJOR) {
        return header->major < MCUNET_FORMAT_MAJOR ? MCUNET_ERROR_OLDER : MCUNET_ERROR_NEWER;
    }
    return header->minor > MCUNET_FORMAT_MINOR ? MCUNET_ERROR_NEWER : MCUNET_OK;
}

/* Whether the constants lie as this engine reads them. */
static mcunet_status verify_layouts(const mcunet_header *header)
{
    static const uint8_t known[MCUNET_MAX_LAYOUTS] = {
        [MCUNET_LAYOUT_PORTABLE] = MCUNET_LAYOUT_PORTABLE_VERSION,
        [MCUNET_LAYOUT_ARMV7EM] = MCUNET_LAYOUT_ARMV7EM_VERSION,
        [MCUNET_LAYOUT_RV32] = MCUNET_LAYOUT_RV32_VERSION,
        [MCUNET_LAYOUT_ESP32S3] = MCUNET_LAYOUT_ESP32S3_VERSION,
    };
    for (int32_t i = 0; i < MCUNET_MAX_LAYOUTS; i++) {
        if (header->layout_versions[i] != 0 && header->layout_versions[i] != known[i]) {
            return header->layout_versions[i] < known[i] ? MCUNET_ERROR_OLDER : MCUNET_ERROR_NEWER;
        }
    }
    return MCUNET_OK;
}

mcunet_status mcunet_verify_sections(mcunet_model *model, size_t package_bytes, size_t arena_bytes)
{
    const mcunet_header *header = (const mcunet_header *)(const void *)model->package;
    if (package_bytes < offsetof(mcunet_header, header_bytes)) {
        return MCUNET_ERROR_TRUNCATED;
    }
    mcunet_status status = mcunet_verify_format(header);
    if (status != MCUNET_OK) {
        return status;
    }
    if (package_bytes < sizeof *header || header->total_bytes > package_bytes || header->total_bytes < sizeof *header) {
        return MCUNET_ERROR_TRUNCATED;
    }
    if (header->header_bytes != sizeof *header) {
        return MCUNET_ERROR_VERSION;
    }
    status = verify_layouts(header);
    if (status != MCUNET_OK) {
        return status;
    }
    if (header->arena_bytes > arena_bytes || header->arena_bytes > MCUNET_MAX_ARENA_BYTES) {
        return MCUNET_ERROR_ARENA;
    }
    if (!is_section(header, header->tensors_offset, header->tensor_count * (uint32_t)sizeof(mcunet_tensor))
        || !is_section(header, header->slots_offset, header->slot_count * (uint32_t)sizeof(mcunet_slot))
        || !is_section(header, header->operators_offset, header->operator_count * (uint32_t)sizeof(mcunet_operator))
        || !is_section(header, header->operands_offset, header->operand_count * (uint32_t)sizeof(uint16_t))
        || !is_section(header, header->stages_offset, header->stage_count * (uint32_t)sizeof(mcunet_stage))
        || !is_section(header, header->outputs_offset, header->output_count * (uint32_t)sizeof(uint16_t))
        || !is_section(header, header->constants_offset, 0)) {
        return MCUNET_ERROR_LAYOUT;
    }
    const uint8_t *package = model->package;
    model->header = header;
    model->tensors = (const mcunet_tensor *)(const void *)(package + header->tensors_offset);
    model->slots = (const mcunet_slot *)(const void *)(package + header->slots_offset);
    model->operators = (const mcunet_operator *)(const void *)(package + header->operators_offset);
    model->operands = (const uint16_t *)(const void *)(package + header->operands_offset);
    model->stages = (const mcunet_stage *)(const void *)(package + header->stages_offset);
    model->outputs = (const uint16_t *)(const void *)(package + header->outputs_offset);
    return verify_head(model);
}
