/* SPDX-License-Identifier: MIT */
/*
 * What opening refuses of packages that no compiler writes: windows beyond 31 bits, outputs over inputs, heads that do not fit; and what
 * verifying the worst package of 64 KiB takes.
 */
#include <stdio.h>
#include <string.h>

#include "mcunet/head.h"
#include "mcunet/port.h"
#include "support/harness.h"

#define PACKAGE_BYTES 65536
#define ARENA_BYTES 65536
#define MOST_INSTRUCTIONS 80000000u /* of a Cortex-M4; 64 million are 5 ms of a PC, of which 20 may be taken */

/* A chain of operators on tensors of one shape, each on the one before it, all in one stage. */
typedef struct {
    mcunet_header header;
    mcunet_slot *slots;
    mcunet_operator *operators;
    uint16_t *operands;
    mcunet_stage *stage;
    mcunet_head *head;
    uint32_t bytes;
} chain;

static uint8_t package[PACKAGE_BYTES] __attribute__((aligned(MCUNET_ALIGNMENT)));
static uint8_t arena[ARENA_BYTES] __attribute__((aligned(MCUNET_ALIGNMENT)));

static void *section(chain *c, uint32_t *offset, uint32_t bytes)
{
    *offset = c->bytes;
    c->bytes = (c->bytes + bytes + MCUNET_ALIGNMENT - 1u) & ~(uint32_t)(MCUNET_ALIGNMENT - 1u);
    return package + *offset;
}

/* The input and `count` operators of a kind, with room for a head's data. */
static chain make_chain(mcunet_operator_kind kind, uint16_t count, mcunet_tensor shape, uint32_t head_bytes)
{
    chain c = {.bytes = sizeof(mcunet_header)};
    mcunet_header *h = &c.header;
    const uint16_t slots = (uint16_t)(count + 1);
    const uint32_t tensor_bytes = (uint32_t)shape.height * shape.width * shape.channels;
    memset(package, 0, sizeof package);
    h->magic = MCUNET_MAGIC;
    h->major = MCUNET_FORMAT_MAJOR;
    h->header_bytes = sizeof *h;
    h->layout_versions[MCUNET_LAYOUT_PORTABLE] = MCUNET_LAYOUT_PORTABLE_VERSION;
    h->tensor_count = h->stage_count = h->output_count = 1;
    h->slot_count = h->operator_count = slots;
    h->operand_count = count;
    memcpy(section(&c, &h->tensors_offset, sizeof shape), &shape, sizeof shape);
    c.slots = section(&c, &h->slots_offset, slots * (uint32_t)sizeof(mcunet_slot));
    c.operators = section(&c, &h->operators_offset, slots * (uint32_t)sizeof(mcunet_operator));
    c.operands = section(&c, &h->operands_offset, count * (uint32_t)sizeof(uint16_t));
    c.stage = section(&c, &h->stages_offset, sizeof(mcunet_stage));
    memcpy(section(&c, &h->outputs_offset, sizeof count), &count, sizeof count);
    c.head = section(&c, &h->head_offset, (uint32_t)sizeof(mcunet_head) + head_bytes);
    if (head_bytes == 0) {
        h->head_offset = MCUNET_NONE;
    }
    h->constants_offset = c.bytes;
    const uint32_t notes = 2u * slots * (uint32_t)sizeof(mcunet_interval);
    for (uint16_t i = 0; i < slots; i++) {
        const mcunet_slot slot = {0,
                                  MCUNET_SLOT_WHOLE,
                                  i == count ? MCUNET_SLOT_OUTPUT : 0,
                                  notes + i * tensor_bytes,
                                  shape.height,
                                  shape.width,
                                  MCUNET_NONE,
                                  MCUNET_NONE,
                                  0,
                                  0};
        mcunet_operator op = plain_operator(i == 0 ? MCUNET_INPUT : kind);
        op.input_count = i > 0;
        op.first_input = (uint16_t)(i > 0 ? i - 1 : 0);
        op.output = i;
        c.slots[i] = slot;
        c.operators[i] = op;
        if (i > 0) {
            c.operands[i - 1] = (uint16_t)(i - 1);
        }
    }
    const mcunet_axis once = {1, MCUNET_PACE_DEMAND, 0, 0};
    const mcunet_stage stage = {0, slots, 0, slots, once, once, 0};
    *c.stage = stage;
    h->arena_bytes = notes + slots * tensor_bytes;
    return c;
}

/* Only the notes of the intervals are written, at the arena's beginning. */
static mcunet_status verify(chain *c)
{
    mcunet_model model;
    c->header.total_bytes = c->bytes;
    memcpy(package, &c->header, sizeof c->header);
    return mcunet_model_verify(&model, package, c->bytes, arena, c->header.arena_bytes);
}

static const mcunet_tensor small = {4, 4, 6, 0, 0, 0.5f};

/* The farthest byte under a window: 8,192 rows of padding and 8,192 of kernel, of 131,072 bytes and of more. */
static void check_addresses(void)
{
    static const struct {
        uint16_t channels;
        mcunet_status status;
    } cases[] = {{16384, MCUNET_ERROR_OPERATOR}, {16368, MCUNET_OK}, {16400, MCUNET_ERROR_OPERATOR}, {32767, MCUNET_ERROR_OPERATOR}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const mcunet_tensor wide = {1, 8, cases[i].channels, 0, 0, 0.5f};
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, wide, 0);
        c.operators[1].kernel_height = MCUNET_MAX_DIMENSION;
        c.operators[1].pad_top = MCUNET_MAX_DIMENSION - 1;
        const mcunet_status status = verify(&c);
        expect(status == cases[i].status, "%d channels: status %d", cases[i].channels, status);
    }
}

static void check_formats(void)
{
    static const struct {
        uint8_t major, minor;
        mcunet_status status;
    } cases[] = {{MCUNET_FORMAT_MAJOR - 1, 9, MCUNET_ERROR_OLDER},
                 {MCUNET_FORMAT_MAJOR, MCUNET_FORMAT_MINOR, MCUNET_OK},
                 {MCUNET_FORMAT_MAJOR, MCUNET_FORMAT_MINOR + 1, MCUNET_ERROR_NEWER},
                 {MCUNET_FORMAT_MAJOR + 1, 0, MCUNET_ERROR_NEWER}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 0);
        c.header.major = cases[i].major;
        c.header.minor = cases[i].minor;
        const mcunet_status status = verify(&c);
        expect(status == cases[i].status, "format %d.%d: status %d", cases[i].major, cases[i].minor, status);
    }
}

static void check_aliases(void)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 0);
    expect(verify(&c) == MCUNET_OK, "a sound package is refused");
    for (int32_t distance = -96; distance <= 96; distance++) {
        c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 0);
        c.slots[0].offset += 96;
        c.slots[1].offset = (uint32_t)((int32_t)c.slots[0].offset + distance);
        c.header.arena_bytes += 192;
        const mcunet_status status = verify(&c), wanted = distance == -96 || distance == 96 ? MCUNET_OK : MCUNET_ERROR_BUFFER;
        expect(status == wanted, "an output %d bytes after its input: status %d", (int)distance, status);
    }
}

static void check_labels(void)
{
    for (uint32_t ends = 0; ends < 4; ends++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 8);
        const mcunet_head head = {MCUNET_HEAD_CLASSIFIER, 2, 8};
        memcpy(c.head, &head, sizeof head);
        memset(c.head + 1, 'a', 8);
        for (uint32_t i = 0; i < ends; i++) {
            ((char *)(c.head + 1))[2 * i + 1] = '\0';
        }
        const mcunet_status status = verify(&c);
        expect((status == MCUNET_OK) == (ends >= 2), "two labels with %d ends: status %d", (int)ends, status);
    }
}

static mcunet_status verify_yolo(uint16_t classes, uint16_t outputs, uint16_t anchors, uint16_t stride, uint32_t width, uint32_t bytes)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 16);
    const mcunet_head head = {MCUNET_HEAD_YOLO, 1, bytes};
    const uint16_t words[] = {classes, outputs, anchors, stride};
    const float height = 8.0f;
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, words, sizeof words);
    memcpy(c.head + 2, &width, sizeof width);
    memcpy((uint8_t *)(c.head + 2) + sizeof width, &height, sizeof height);
    return verify(&c);
}

static mcunet_status verify_fcos(uint16_t classes, uint16_t outputs, uint16_t stride, uint16_t bins, uint32_t bytes)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 8);
    const mcunet_head head = {MCUNET_HEAD_FCOS, classes, bytes};
    const uint16_t words[] = {classes, outputs, stride, bins};
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, words, sizeof words);
    return verify(&c);
}

static void check_anchors(void)
{
    static const uint32_t wrong[] = {
        0x7FC00000 /* not a number */, 0xFFC00000, 0x7F800000 /* infinite */, 0xFF800000, 0, 0x80000000 /* -0 */,
        0xBF800000 /* -1 */,           0x47800000 /* 65,536 */};
    const uint32_t eight = 0x41000000;
    expect(verify_yolo(1, 1, 1, 8, eight, 16) == MCUNET_OK, "a sound YOLO head is refused");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        expect(verify_yolo(1, 1, 1, 8, wrong[i], 16) == MCUNET_ERROR_TENSOR, "an anchor of bits %08x", (unsigned)wrong[i]);
    }
    expect(verify_yolo(0, 1, 1, 8, eight, 16) == MCUNET_ERROR_TENSOR, "no classes");
    expect(verify_yolo(1, 2, 1, 8, eight, 16) == MCUNET_ERROR_TENSOR, "more outputs than there are");
    expect(verify_yolo(1, 1, 2, 8, eight, 16) == MCUNET_ERROR_TENSOR, "more anchors than there are");
    expect(verify_yolo(2, 1, 1, 8, eight, 16) == MCUNET_ERROR_TENSOR, "more channels than the output has");
    expect(verify_yolo(1, 1, 1, 0, eight, 16) == MCUNET_ERROR_TENSOR, "a stride of 0");
    for (uint32_t bytes = 0; bytes < 16; bytes++) {
        expect(verify_yolo(1, 1, 1, 8, eight, bytes) == MCUNET_ERROR_TENSOR, "%d bytes of 16", (int)bytes);
    }
}

static void check_strides(void)
{
    expect(verify_fcos(2, 1, 8, 1, 8) == MCUNET_OK, "a sound FCOS head is refused");
    expect(verify_fcos(0, 1, 8, 1, 8) == MCUNET_ERROR_TENSOR, "no classes");
    expect(verify_fcos(2, 2, 8, 1, 8) == MCUNET_ERROR_TENSOR, "more outputs than there are");
    expect(verify_fcos(2, 1, 0, 1, 8) == MCUNET_ERROR_TENSOR, "a stride of 0");
    expect(verify_fcos(2, 1, 8, 0, 8) == MCUNET_ERROR_TENSOR, "no bins");
    expect(verify_fcos(2, 1, 8, 65, 8) == MCUNET_ERROR_TENSOR, "more bins than there may be");
    expect(verify_fcos(2, 1, 8, 2, 8) == MCUNET_ERROR_TENSOR, "more channels than the output has");
    expect(verify_fcos(1, 1, 8, 1, 8) == MCUNET_ERROR_TENSOR, "fewer channels than the output has");
    for (uint32_t bytes = 0; bytes < 8; bytes++) {
        expect(verify_fcos(2, 1, 8, 1, bytes) == MCUNET_ERROR_TENSOR, "%d bytes of 8", (int)bytes);
    }
}

/* Counted in instructions where the machine counts them; elsewhere only that it ends. */
static void check_effort(const char *name, uint16_t count, uint16_t rows, uint16_t columns)
{
    const mcunet_tensor tiny = {4, 4, 1, 0, 0, 0.5f};
    chain c = make_chain(MCUNET_MAX_POOL_2D, count, tiny, 0);
    for (int32_t i = 1; i <= count; i++) {
        c.operators[i].kernel_height = c.operators[i].kernel_width = 3;
        c.operators[i].pad_top = c.operators[i].pad_left = 1;
    }
    c.stage->rows.count = rows;
    c.stage->columns.count = columns;
    const uint32_t begin = mcunet_port_cycles();
    const mcunet_status status = verify(&c);
    const uint32_t effort = mcunet_port_cycles() - begin;
    expect(status == MCUNET_OK, "%s: status %d", name, status);
#if defined(__arm__) || defined(__riscv) || defined(__XTENSA__)
    printf("%s: %d bytes verified in %u instructions\n", name, (int)c.bytes, (unsigned)effort);
    expect(effort <= MOST_INSTRUCTIONS, "%s: %u instructions", name, (unsigned)effort);
#else
    (void)effort;
#endif
}

int main(void)
{
    check_formats();
    check_addresses();
    check_aliases();
    check_labels();
    check_anchors();
    check_strides();
    check_effort("a long chain", 900, 48, 48);
    check_effort("a long walk", 2, MCUNET_MAX_STEPS, MCUNET_MAX_STEPS);
    return finish();
}
