/* SPDX-License-Identifier: MIT */
/*
 * Changes packages where it matters: one field of one record at a time, to values at the edges, with the checksum set right afterwards, so
 * that what is tried is the verifier and the engine behind it, not the checksum. Inputs that are no packages are left to libFuzzer.
 */
#include "package_mutator.h"

#include <string.h>

#include "../../src/engine/crc32.h"

#define CRC_BEGIN 16u /* of what the checksum covers */
#define HEAD_BYTES 104u
#define LABEL_BYTES 12u /* of the labels behind a head */

uint32_t fuzz_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static uint32_t below(uint32_t *state, uint32_t limit)
{
    return limit == 0 ? 0 : fuzz_random(state) % limit;
}

size_t fuzz_package_bytes(const uint8_t *data, size_t size)
{
    mcunet_header header;
    if (size < sizeof header) {
        return size;
    }
    memcpy(&header, data, sizeof header);
    return header.magic == MCUNET_MAGIC && header.total_bytes >= sizeof header && header.total_bytes < size ? header.total_bytes : size;
}

uint64_t fuzz_patch_cost(const mcunet_model *model, const mcunet_stage *stage)
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

/* A value at some edge, or near the old one. */
static uint32_t edge(uint32_t *state, uint32_t old)
{
    static const uint32_t edges[] = {0,
                                     1,
                                     2,
                                     3,
                                     4,
                                     7,
                                     8,
                                     9,
                                     15,
                                     16,
                                     31,
                                     32,
                                     63,
                                     64,
                                     127,
                                     128,
                                     255,
                                     256,
                                     4095,
                                     4096,
                                     8191,
                                     8192,
                                     8193,
                                     16384,
                                     16385,
                                     32767,
                                     32768,
                                     65535,
                                     65536,
                                     0x3FFFFFFF,
                                     0x40000000,
                                     0x7FFFFFFF,
                                     0x80000000,
                                     0xFFFFFFF8,
                                     0xFFFFFFFE,
                                     0xFFFFFFFF,
                                     0x7F800000 /* infinity */,
                                     0x7FC00000 /* NaN */,
                                     0xBF800000 /* -1 */,
                                     0x00000001,
                                     0x7F7FFFFF};
    switch (below(state, 8)) {
    case 0: return old + 1;
    case 1: return old - 1;
    case 2: return old + 8;
    case 3: return old - 8;
    case 4: return old * 2;
    case 5: return old / 2;
    case 6: return fuzz_random(state);
    default: return edges[below(state, sizeof edges / sizeof *edges)];
    }
}

/* Changes one aligned number of 1, 2 or 4 bytes inside [at, at + bytes). */
static void change(uint8_t *at, uint32_t bytes, uint32_t *state)
{
    uint32_t width = 1u << below(state, 3);
    while (width > bytes) {
        width >>= 1;
    }
    if (width == 0) {
        return;
    }
    uint8_t *field = at + below(state, bytes / width) * width;
    uint32_t value = 0;
    memcpy(&value, field, width); /* little-endian, as the package and every machine that runs this */
    value = edge(state, value);
    memcpy(field, &value, width);
}

typedef struct {
    uint32_t offset, count, bytes;
} table;

static int is_inside(const table *t, size_t size)
{
    return t->count > 0 && (uint64_t)t->offset + (uint64_t)t->count * t->bytes <= size;
}

static void change_record(uint8_t *data, size_t size, const table *t, uint32_t *state)
{
    if (!is_inside(t, size)) {
        return;
    }
    uint8_t *record = data + t->offset + below(state, t->count) * t->bytes;
    if (below(state, 6) == 0) { /* another one's content */
        memmove(record, data + t->offset + below(state, t->count) * t->bytes, t->bytes);
    } else {
        change(record, t->bytes, state);
    }
}

/* An operator becomes one of another kind or layout: whatever there is of either is tried on every geometry, constants and buffers. */
static void change_kind(uint8_t *data, size_t size, const table *operators, uint32_t *state)
{
    if (!is_inside(operators, size)) {
        return;
    }
    mcunet_operator op;
    uint8_t *record = data + operators->offset + below(state, operators->count) * operators->bytes;
    memcpy(&op, record, sizeof op);
    op.kind = (uint8_t)below(state, MCUNET_OPERATOR_KINDS);
    if (below(state, 4) == 0) {
        op.layout = (uint8_t)below(state, MCUNET_LAYOUTS);
    }
    memcpy(record, &op, sizeof op);
}

/* Labels for an output's channels, or cells with the classes that fit them. */
static mcunet_head make_cells(const mcunet_tensor *tensor, uint8_t *bytes, uint32_t *state)
{
    mcunet_head head = {MCUNET_HEAD_CLASSIFIER, 0, tensor->channels < HEAD_BYTES / 2 ? tensor->channels : HEAD_BYTES / 2, HEAD_BYTES};
    if (tensor->channels > 5 && below(state, 2) == 0) {
        const uint16_t words[] = {(uint16_t)(tensor->channels - 5), 1, 1, (uint16_t)(1u << below(state, 6))};
        const float anchor[] = {(float)(1 + below(state, 64)), 8.0f};
        memcpy(bytes, words, sizeof words);
        memcpy(bytes + sizeof words, anchor, sizeof anchor);
        head.kind = MCUNET_HEAD_YOLO;
        head.count = 1;
    } else if (tensor->channels > 4 && below(state, 2) == 0) {
        const uint16_t bins = (uint16_t)(1 + below(state, (uint32_t)(tensor->channels - 1) / 4));
        const uint16_t words[] = {(uint16_t)(tensor->channels - 4 * bins), 1, (uint16_t)(1u << below(state, 6)), bins};
        memcpy(bytes, words, sizeof words);
        head.kind = MCUNET_HEAD_FCOS;
        head.count = words[0];
    } else {
        for (uint32_t i = 0; i < HEAD_BYTES; i += 2) {
            bytes[i] = 'a';
        }
    }
    return head;
}

/* Two groups of candidates, a cell of the output each: scores, then a box, then points, as many as there are channels for. */
static mcunet_head make_candidates(const mcunet_tensor *tensor, uint8_t *bytes, uint32_t *state)
{
    mcunet_candidates candidates = {
        {1, (uint8_t)below(state, MCUNET_ACTIVATIONS), 0}, 2, (uint8_t)below(state, 64), 2, 0.75f, 0.5f, 0.125f};
    const int is_transposed = (candidates.flags & MCUNET_CANDIDATES_TRANSPOSED) != 0;
    const int objectness = (candidates.flags & MCUNET_CANDIDATES_OBJECTNESS) != 0;
    const uint32_t all = (uint32_t)tensor->height * tensor->width * tensor->channels;
    const uint32_t values = is_transposed ? tensor->height : tensor->channels;
    const uint16_t total = (uint16_t)(values == 0 ? 0 : all / values);
    candidates.point_values = (candidates.flags & MCUNET_CANDIDATES_POINT_SCORES) != 0 ? 3 : 2;
    const uint16_t box = (uint16_t)(1 + objectness);
    const uint32_t points = values > box + 4u ? (values - box - 4u) / candidates.point_values : 0;
    const uint8_t from_output = (uint8_t)(values > box + 4u && below(state, 4) == 0 ? 0 : MCUNET_NO_OUTPUT);
    for (uint32_t i = 0; i < 2; i++) {
        const uint16_t half = (uint16_t)(i == 0 ? total / 2 : total - total / 2);
        const mcunet_candidate_group group = {(uint16_t)(i == 0 ? 0 : total / 2),
                                              total,
                                              0,
                                              (uint8_t)(below(state, 4) == 0 ? MCUNET_NO_OUTPUT : 0),
                                              (uint8_t)(points == 0 ? MCUNET_NO_OUTPUT : 0),
                                              from_output,
                                              0,
                                              box,
                                              (uint16_t)(box + 4),
                                              (uint16_t)(values - 4),
                                              half,
                                              1,
                                              1,
                                              0,
                                              {below(state, 1u << 20), below(state, 1u << 20)}};
        const int16_t anchor[] = {(int16_t)below(state, 64), 8, 128, (int16_t)below(state, 1024)};
        const uint32_t step = (uint32_t)sizeof group + (from_output == 0 ? 0 : (uint32_t)sizeof anchor);
        uint8_t *at = bytes + sizeof candidates + i * step;
        memcpy(at, &group, sizeof group);
        memcpy(at + sizeof group, anchor, from_output == 0 ? 0 : sizeof anchor);
    }
    memcpy(bytes, &candidates, sizeof candidates);
    const mcunet_head head = {MCUNET_HEAD_CANDIDATES, 0, (uint16_t)points, HEAD_BYTES};
    return head;
}

static mcunet_head make_head(const mcunet_tensor *tensor, uint8_t *bytes, uint32_t *state)
{
    memset(bytes, 0, HEAD_BYTES);
    const uint32_t kind = below(state, 8);
    if (kind < 4) {
        return make_cells(tensor, bytes, state);
    }
    if (kind < 6) {
        return make_candidates(tensor, bytes, state);
    }
    const uint8_t first_class = (uint8_t)(tensor->channels > 1 && below(state, 2) == 0);
    const mcunet_scores scores = {(uint16_t)(tensor->channels - first_class), (uint8_t)below(state, MCUNET_ACTIVATIONS), first_class};
    const mcunet_head head = {kind == 6 ? MCUNET_HEAD_FOMO : MCUNET_HEAD_HEATMAPS, 0, (uint16_t)(kind == 6 ? 0 : tensor->channels),
                              HEAD_BYTES};
    memcpy(bytes, &scores, sizeof scores);
    return head;
}

/* A head for the first output behind everything else. */
static size_t add_head(uint8_t *data, size_t package, size_t max_size, const table *tensors, const table *slots, const table *outputs,
                       uint32_t *state)
{
    mcunet_header header;
    memcpy(&header, data, sizeof header);
    const size_t at = (package + 7u) & ~(size_t)7u;
    if (at + 2 * sizeof(mcunet_head) + HEAD_BYTES + LABEL_BYTES > max_size || !is_inside(tensors, package) || !is_inside(slots, package)
        || !is_inside(outputs, package)) {
        return package;
    }
    uint16_t output;
    mcunet_slot slot;
    mcunet_tensor tensor;
    memcpy(&output, data + outputs->offset, sizeof output);
    if (output >= slots->count) {
        return package;
    }
    memcpy(&slot, data + slots->offset + output * sizeof slot, sizeof slot);
    if (slot.tensor >= tensors->count) {
        return package;
    }
    memcpy(&tensor, data + tensors->offset + slot.tensor * sizeof tensor, sizeof tensor);
    uint8_t bytes[HEAD_BYTES];
    mcunet_head head = make_head(&tensor, bytes, state);
    head.flags = (uint8_t)(below(state, 2) == 0 ? MCUNET_HEAD_NAMED : 0);
    memset(data + package, 0, at - package);
    memcpy(data + at, &head, sizeof head);
    memcpy(data + at + sizeof head, bytes, sizeof bytes);
    size_t end = at + sizeof head + sizeof bytes;
    if (head.flags != 0) {
        const mcunet_head labels = {MCUNET_HEAD_CLASSIFIER, 0, (uint16_t)below(state, 4), LABEL_BYTES};
        memcpy(data + end, &labels, sizeof labels);
        end += sizeof labels;
        for (uint32_t i = 0; i < LABEL_BYTES; i++) {
            data[end++] = (uint8_t)(below(state, 3) == 0 ? '\0' : 'a');
        }
    }
    header.head_offset = (uint32_t)at;
    header.total_bytes = (uint32_t)end;
    memcpy(data, &header, sizeof header);
    return header.total_bytes;
}

static void change_head(uint8_t *data, size_t size, uint32_t offset, uint32_t *state)
{
    mcunet_head head;
    if (offset <= size && size - offset >= sizeof head) {
        const size_t left = size - offset;
        change(data + offset, (uint32_t)(left < sizeof head + HEAD_BYTES ? left : sizeof head + HEAD_BYTES), state);
    }
}

static size_t mutate_package(uint8_t *data, size_t package, size_t max_size, uint32_t *state)
{
    mcunet_header header;
    memcpy(&header, data, sizeof header);
    const table tables[] = {{header.tensors_offset, header.tensor_count, sizeof(mcunet_tensor)},
                            {header.slots_offset, header.slot_count, sizeof(mcunet_slot)},
                            {header.operators_offset, header.operator_count, sizeof(mcunet_operator)},
                            {header.operands_offset, header.operand_count, sizeof(uint16_t)},
                            {header.stages_offset, header.stage_count, sizeof(mcunet_stage)},
                            {header.outputs_offset, header.output_count, sizeof(uint16_t)}};
    const uint32_t kind = below(state, 26);
    if (kind < 16) {
        static const uint8_t choice[] = {0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 4, 4, 5, 0, 1};
        change_record(data, package, &tables[choice[kind]], state);
    } else if (kind == 16) {
        change(data + CRC_BEGIN, sizeof header - CRC_BEGIN, state);
    } else if (kind == 17 || kind == 18) {
        return add_head(data, package, max_size, &tables[0], &tables[1], &tables[5], state);
    } else if (kind == 19) {
        change_head(data, package, header.head_offset, state);
    } else if (kind >= 24) {
        change_kind(data, package, &tables[2], state);
    } else if (kind == 20 && package > sizeof header + 8) { /* cut short */
        header.total_bytes = (uint32_t)(sizeof header + below(state, (uint32_t)(package - sizeof header)));
        memcpy(data, &header, sizeof header);
        return header.total_bytes;
    } else if (header.constants_offset < package) {
        change(data + header.constants_offset, (uint32_t)(package - header.constants_offset), state);
    }
    return package;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    uint32_t state = seed | 1u;
    size_t package = fuzz_package_bytes(data, size);
    mcunet_header header;
    if (size >= sizeof header) {
        memcpy(&header, data, sizeof header);
    }
    if (size < sizeof header || header.magic != MCUNET_MAGIC || header.total_bytes < sizeof header || header.total_bytes > size) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    if (below(&state, 3) == 0) { /* what follows the package */
        return package + LLVMFuzzerMutate(data + package, size - package, max_size - package);
    }
    uint8_t tail[512];
    const size_t tail_bytes = size - package < sizeof tail ? size - package : sizeof tail;
    memcpy(tail, data + package, tail_bytes);
    for (uint32_t count = 1 + below(&state, 3); count > 0; count--) {
        package = mutate_package(data, package, max_size, &state);
    }
    memcpy(&header, data, sizeof header);
    header.crc32 = mcunet_crc32(data + CRC_BEGIN, package - CRC_BEGIN);
    memcpy(data, &header, sizeof header);
    const size_t kept = package + tail_bytes <= max_size ? tail_bytes : max_size - package;
    memcpy(data + package, tail, kept);
    return package + kept;
}
