/* SPDX-License-Identifier: MIT */
/*
 * What opening refuses of packages that no compiler writes: windows beyond 31 bits, outputs over inputs, heads that do not fit; and what
 * verifying the worst package of 64 KiB takes. And a box whose sides have bins.
 */
#include <stdio.h>
#include <string.h>

#include "../src/head/boxes.h"
#include "mcunet/head.h"
#include "mcunet/port.h"
#include "support/harness.h"

#define STRICTEST 16u /* alignment that a backend asks for */
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

static uint8_t package[PACKAGE_BYTES] __attribute__((aligned(STRICTEST)));
static uint8_t arena[ARENA_BYTES] __attribute__((aligned(STRICTEST)));

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
static mcunet_status verify_as(chain *c, mcunet_model *model)
{
    c->header.total_bytes = c->bytes;
    memcpy(package, &c->header, sizeof c->header);
    return mcunet_model_verify(model, package, c->bytes, arena, c->header.arena_bytes);
}

static mcunet_status verify(chain *c)
{
    mcunet_model model;
    return verify_as(c, &model);
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

/* Scratch of no bytes is nowhere else than other scratch: the address is computed all the same. */
static void check_scratch(void)
{
    static const struct {
        uint32_t offset;
        mcunet_status status;
    } cases[] = {{0, MCUNET_OK},
                 {8, MCUNET_OK},
                 {4, MCUNET_ERROR_SCRATCH},
                 {1u << 16, MCUNET_ERROR_SCRATCH},
                 {UINT32_MAX - 7u, MCUNET_ERROR_SCRATCH}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 0);
        c.operators[1].scratch_offset = cases[i].offset;
        const mcunet_status status = verify(&c);
        expect(status == cases[i].status, "no scratch at %u: status %d", (unsigned)cases[i].offset, status);
    }
}

/* Nor are constants of no bytes elsewhere than in the package. */
static void check_constants(void)
{
    static const struct {
        uint32_t offset;
        mcunet_status status;
    } cases[] = {{0, MCUNET_OK}, {8, MCUNET_OK}, {1u << 20, MCUNET_ERROR_LAYOUT}, {UINT32_MAX - 7u, MCUNET_ERROR_LAYOUT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 0);
        c.operators[1].constants_offset = cases[i].offset;
        const mcunet_status status = verify(&c);
        expect(status == cases[i].status, "no constants at %u: status %d", (unsigned)cases[i].offset, status);
    }
}

/* A product of two tensors for the Armv7E-M: every shift is refused or right, the one that has no opposite too. */
static void check_shifts(void)
{
    static const struct {
        int32_t multiplier, shift;
        mcunet_status status;
    } cases[] = {{1 << 30, -1, MCUNET_OK},
                 {1 << 30, -20, MCUNET_OK},
                 {1 << 30, -21, MCUNET_ERROR_OPERATOR},
                 {1 << 30, 0, MCUNET_ERROR_OPERATOR},
                 {1 << 30, INT32_MAX, MCUNET_ERROR_OPERATOR},
                 {1 << 30, INT32_MIN, MCUNET_ERROR_OPERATOR},
                 {INT32_MIN, -1, MCUNET_ERROR_OPERATOR}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 2, small, 0);
        mcunet_operator *product = &c.operators[2];
        const int32_t constants[] = {cases[i].multiplier, cases[i].shift};
        c.header.layout_versions[MCUNET_LAYOUT_ARMV7EM] = MCUNET_LAYOUT_ARMV7EM_VERSION;
        product->kind = MCUNET_MUL;
        product->layout = MCUNET_LAYOUT_ARMV7EM;
        product->first_input = 0;
        product->input_count = 2;
        product->constants_bytes = sizeof constants;
        memcpy(section(&c, &product->constants_offset, sizeof constants), constants, sizeof constants);
        const mcunet_status status = verify(&c);
        const mcunet_status right = mcunet_linked_backends[MCUNET_LAYOUT_ARMV7EM] == NULL ? MCUNET_ERROR_TARGET : cases[i].status;
        expect(status == right, "a shift of %d: status %d", (int)cases[i].shift, status);
    }
}

/* A depthwise convolution of 16 channels for the ESP32-S3 whose lanes have these shifts. */
static mcunet_status verify_lanes(const int32_t *shifts)
{
    static const mcunet_tensor shape = {4, 4, 16, 0, 0, 0.5f};
    uint8_t constants[64 + 16 * 12 + 16 * 9] = {0}; /* the biases, the lanes, the weights */
    chain c = make_chain(MCUNET_DEPTHWISE_CONV_2D, 1, shape, 0);
    mcunet_operator *op = &c.operators[1];
    c.header.layout_versions[MCUNET_LAYOUT_ESP32S3] = MCUNET_LAYOUT_ESP32S3_VERSION;
    c.header.arena_bytes = ARENA_BYTES;
    c.slots[0].offset = ARENA_BYTES / 4;
    c.slots[1].offset = ARENA_BYTES / 2;
    op->layout = MCUNET_LAYOUT_ESP32S3;
    op->kernel_height = op->kernel_width = 3;
    op->pad_top = op->pad_left = 1;
    op->parameter = 1;
    op->scratch_offset = ARENA_BYTES / 4 * 3;
    op->scratch_bytes = ARENA_BYTES / 4;
    op->constants_bytes = sizeof constants;
    for (size_t lane = 0; lane < 16; lane++) {
        memcpy(constants + 64 + 12 * lane + 8, &shifts[lane], sizeof *shifts);
    }
    c.bytes = (c.bytes + STRICTEST - 1u) & ~(STRICTEST - 1u);
    memcpy(section(&c, &op->constants_offset, sizeof constants), constants, sizeof constants);
    return verify(&c);
}

/* The same of a lane of DEPTHWISE_CONV_2D for the ESP32-S3: 10 more than the shift, 1 to 22. */
static void check_lane_shifts(void)
{
    static const struct {
        int32_t shift;
        mcunet_status status;
    } cases[] = {{12, MCUNET_OK},
                 {11, MCUNET_ERROR_OPERATOR},
                 {40, MCUNET_ERROR_OPERATOR},
                 {INT32_MAX, MCUNET_ERROR_OPERATOR},
                 {INT32_MIN, MCUNET_ERROR_OPERATOR}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t shifts[16];
        for (size_t lane = 0; lane < 16; lane++) {
            shifts[lane] = lane == 5 ? cases[i].shift : 12;
        }
        const mcunet_status status = verify_lanes(shifts);
        const mcunet_status right = mcunet_linked_backends[MCUNET_LAYOUT_ESP32S3] == NULL ? MCUNET_ERROR_TARGET : cases[i].status;
        expect(status == right, "a lane's shift of %d: status %d", (int)cases[i].shift, status);
    }
}

static void check_labels(void)
{
    for (uint32_t ends = 0; ends < 4; ends++) {
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 8);
        const mcunet_head head = {MCUNET_HEAD_CLASSIFIER, 0, 2, 8};
        memcpy(c.head, &head, sizeof head);
        memset(c.head + 1, 'a', 8);
        for (uint32_t i = 0; i < ends; i++) {
            ((char *)(c.head + 1))[2 * i + 1] = '\0';
        }
        const mcunet_status status = verify(&c);
        expect((status == MCUNET_OK) == (ends >= 2), "two labels with %d ends: status %d", (int)ends, status);
    }
}

/* Labels of a detector's classes, in a head of their own behind its head of 4 bytes and 4 of padding. */
static void check_named(void)
{
    const mcunet_scores six = {6, MCUNET_ACTIVATION_SOFTMAX, 0};
    static const struct {
        uint8_t flags, kind;
        uint16_t count;
        uint32_t bytes;
        mcunet_status status;
    } cases[] = {{MCUNET_HEAD_NAMED, MCUNET_HEAD_CLASSIFIER, 2, 8, MCUNET_OK},
                 {MCUNET_HEAD_NAMED, MCUNET_HEAD_CLASSIFIER, 0, 0, MCUNET_OK},
                 {0, MCUNET_HEAD_CLASSIFIER, 9, 8, MCUNET_OK}, /* not said to be there */
                 {MCUNET_HEAD_NAMED, MCUNET_HEAD_CLASSIFIER, 3, 8, MCUNET_ERROR_TENSOR},
                 {MCUNET_HEAD_NAMED, MCUNET_HEAD_FOMO, 2, 8, MCUNET_ERROR_TENSOR},
                 {MCUNET_HEAD_NAMED, MCUNET_HEAD_CLASSIFIER, 2, 1u << 16, MCUNET_ERROR_LAYOUT},
                 {MCUNET_HEAD_NAMED, MCUNET_HEAD_CLASSIFIER, 2, UINT32_MAX, MCUNET_ERROR_LAYOUT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct {
            mcunet_scores scores;
            uint32_t padding;
            mcunet_head labels;
            char text[8];
        } data = {six, 0, {cases[i].kind, 0, cases[i].count, cases[i].bytes}, "cat\0dog"};
        chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, sizeof data);
        const mcunet_head head = {MCUNET_HEAD_FOMO, cases[i].flags, 0, sizeof six};
        memcpy(c.head, &head, sizeof head);
        memcpy(c.head + 1, &data, sizeof data);
        const mcunet_status status = verify(&c);
        expect(status == cases[i].status, "labels behind a head, case %d: status %d", (int)i, status);
    }
}

static mcunet_status verify_yolo(uint16_t classes, uint16_t outputs, uint16_t anchors, uint16_t stride, uint32_t width, uint32_t bytes)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, 16);
    const mcunet_head head = {MCUNET_HEAD_YOLO, 0, 1, bytes};
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
    const mcunet_head head = {MCUNET_HEAD_FCOS, 0, classes, bytes};
    const uint16_t words[] = {classes, outputs, stride, bins};
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, words, sizeof words);
    return verify(&c);
}

/* A side's distance is what the softmax of two bins expects: 1 stride, 0, or a half where they are equal. Strides are of one pixel. */
static void check_bins(void)
{
    static const mcunet_tensor cells = {4, 4, 9, 0, 0, 1.0f};
    static const int8_t seen[] = {-128, 127, 0, 0, 127, -128, 5, 5, 10}; /* left, top, right, bottom; the class */
    static const uint16_t words[] = {1, 1, 1, 2};
    static const mcunet_head head = {MCUNET_HEAD_FCOS, 0, 1, sizeof words};
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, cells, sizeof words);
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, words, sizeof words);
    mcunet_model model;
    expect(verify_as(&c, &model) == MCUNET_OK, "a head of two bins is refused");
    memset(arena + c.slots[1].offset, 0x80, sizeof seen * 16);
    memcpy(arena + c.slots[1].offset + (1 * 4 + 2) * sizeof seen, seen, sizeof seen);
    int32_t found[MCUNET_BOX_WORDS(0)];
    const int32_t count = mcunet_detect(&model, found, MCUNET_BOX_WORDS(0), 32768, 32768);
    const mcunet_box *box = (const mcunet_box *)(const void *)found;
    /* In 1/16 pixel; the cell's centre lies at (40, 24). */
    expect(count == 1 && box->left == 24 && box->top == 16 && box->right == 40 && box->bottom == 32, "%d boxes, the first %d %d %d %d",
           (int)count, (int)box->left, (int)box->top, (int)box->right, (int)box->bottom);
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

/* One group of candidates, each a pixel of `small` with two classes and a box. */
typedef struct {
    mcunet_candidates all;
    mcunet_candidate_group group;
    int16_t anchor[4];
} candidates_head;

static const candidates_head sound_candidates = {{{2, MCUNET_ACTIVATION_SIGMOID, 0}, 1, 0, 2, 1.0f, 1.0f, 1.0f},
                                                 {0, 16, 0, 0, MCUNET_NO_OUTPUT, MCUNET_NO_OUTPUT, 0, 2, 0, 0, 4, 4, 1, 0, {65536, 65536}},
                                                 {8, 8, 16, 16}};

static mcunet_status verify_candidates(const candidates_head *data, uint16_t points, uint32_t bytes)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, sizeof *data);
    const mcunet_head head = {MCUNET_HEAD_CANDIDATES, 0, points, bytes};
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, data, sizeof *data);
    return verify(&c);
}

/* What is said about candidates when one thing of a sound head is another. */
#define EXPECT_CANDIDATES(what, status, change, points)                    \
    do {                                                                   \
        candidates_head h = sound_candidates;                              \
        change;                                                            \
        expect(verify_candidates(&h, points, sizeof h) == (status), what); \
    } while (0)

static void check_candidates(void)
{
    static const uint32_t wrong[] = {
        0x7FC00000 /* not a number */, 0xFFC00000, 0x7F800000 /* infinite */, 0xFF800000, 0, 0x80000000, 0xBF800000};
    EXPECT_CANDIDATES("a sound head is refused", MCUNET_OK, (void)0, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        EXPECT_CANDIDATES("a wrong scale of scores", MCUNET_ERROR_TENSOR, memcpy(&h.all.score_scale, &wrong[i], 4), 0);
        EXPECT_CANDIDATES("a wrong scale of centres", MCUNET_ERROR_TENSOR, memcpy(&h.all.center_scale, &wrong[i], 4), 0);
        EXPECT_CANDIDATES("a wrong scale of sizes", MCUNET_ERROR_TENSOR, memcpy(&h.all.size_scale, &wrong[i], 4), 0);
    }
    EXPECT_CANDIDATES("no classes", MCUNET_ERROR_TENSOR, h.all.scores.classes = 0, 0);
    EXPECT_CANDIDATES("an unknown activation", MCUNET_ERROR_TENSOR, h.all.scores.activation = MCUNET_ACTIVATIONS, 0);
    EXPECT_CANDIDATES("two backgrounds", MCUNET_ERROR_TENSOR, h.all.scores.first_class = 2, 0);
    EXPECT_CANDIDATES("more groups than there are", MCUNET_ERROR_TENSOR, h.all.groups = 2, 0);
    EXPECT_CANDIDATES("more values than an output has", MCUNET_ERROR_TENSOR, h.group.box_value = 3, 0);
    EXPECT_CANDIDATES("objectness without a value for it", MCUNET_ERROR_TENSOR,
                      (h.all.flags = MCUNET_CANDIDATES_OBJECTNESS, h.group.score_value = 4), 0);
    EXPECT_CANDIDATES("no candidates in all", MCUNET_ERROR_TENSOR, h.group.total = 0, 0);
    EXPECT_CANDIDATES("no anchors", MCUNET_ERROR_TENSOR, h.group.anchors = 0, 0);
    EXPECT_CANDIDATES("candidates beyond the last", MCUNET_ERROR_TENSOR, h.group.begin = 1, 0);
    EXPECT_CANDIDATES("cells beyond 31 bits", MCUNET_ERROR_TENSOR, h.group.rows = h.group.columns = 65535, 0);
    EXPECT_CANDIDATES("a number of candidates that the output is no multiple of", MCUNET_ERROR_TENSOR, h.group.total = 17, 0);
    EXPECT_CANDIDATES("an output that there is not", MCUNET_ERROR_TENSOR, h.group.score_output = 1, 0);
    EXPECT_CANDIDATES("boxes without scores", MCUNET_ERROR_TENSOR, h.group.score_output = MCUNET_NO_OUTPUT, 0);
    EXPECT_CANDIDATES("neither boxes nor points", MCUNET_ERROR_TENSOR, h.group.box_output = MCUNET_NO_OUTPUT, 0);
    EXPECT_CANDIDATES("points that there are not", MCUNET_ERROR_TENSOR, (void)0, 1);
    EXPECT_CANDIDATES("points", MCUNET_OK, h.group.point_output = 0, 3);
    EXPECT_CANDIDATES("more points than there are values", MCUNET_ERROR_TENSOR, h.group.point_output = 0, 4);
    EXPECT_CANDIDATES("a point of one value", MCUNET_ERROR_TENSOR, (h.group.point_output = 0, h.all.point_values = 1), 3);
    EXPECT_CANDIDATES("scores of points of two values", MCUNET_ERROR_TENSOR,
                      (h.group.point_output = 0, h.all.flags = MCUNET_CANDIDATES_POINT_SCORES), 3);
    EXPECT_CANDIDATES("a row a value", MCUNET_OK, h.all.flags = MCUNET_CANDIDATES_TRANSPOSED, 0);
    for (uint32_t bytes = 0; bytes < sizeof(candidates_head); bytes++) {
        expect(verify_candidates(&sound_candidates, 0, bytes) == MCUNET_ERROR_TENSOR, "%d bytes of a head of candidates", (int)bytes);
    }
}

static mcunet_status verify_scores(mcunet_head_kind kind, uint16_t points, mcunet_scores scores, uint32_t bytes)
{
    chain c = make_chain(MCUNET_MAX_POOL_2D, 1, small, sizeof scores);
    const mcunet_head head = {(uint8_t)kind, 0, points, bytes};
    memcpy(c.head, &head, sizeof head);
    memcpy(c.head + 1, &scores, sizeof scores);
    return verify(&c);
}

/* FOMO and heat maps of `small`, which has 6 channels. */
static void check_maps(void)
{
    const mcunet_scores six = {6, MCUNET_ACTIVATION_SOFTMAX, 0}, five = {5, MCUNET_ACTIVATION_NONE, 1},
                        seven = {6, MCUNET_ACTIVATION_NONE, 1}, unknown = {6, MCUNET_ACTIVATIONS, 0};
    expect(verify_scores(MCUNET_HEAD_FOMO, 0, six, 4) == MCUNET_OK, "six classes");
    expect(verify_scores(MCUNET_HEAD_FOMO, 0, five, 4) == MCUNET_OK, "five classes and a background");
    expect(verify_scores(MCUNET_HEAD_FOMO, 0, seven, 4) == MCUNET_ERROR_TENSOR, "more classes than channels");
    expect(verify_scores(MCUNET_HEAD_FOMO, 0, unknown, 4) == MCUNET_ERROR_TENSOR, "an unknown activation");
    expect(verify_scores(MCUNET_HEAD_FOMO, 1, six, 4) == MCUNET_ERROR_TENSOR, "points of cells");
    expect(verify_scores(MCUNET_HEAD_FOMO, 0, six, 3) == MCUNET_ERROR_TENSOR, "3 bytes of 4");
    expect(verify_scores(MCUNET_HEAD_HEATMAPS, 6, five, 4) == MCUNET_OK, "six points");
    expect(verify_scores(MCUNET_HEAD_HEATMAPS, 6, six, 4) == MCUNET_ERROR_TENSOR, "a softmax over points");
    expect(verify_scores(MCUNET_HEAD_HEATMAPS, 5, five, 4) == MCUNET_ERROR_TENSOR, "fewer points than channels");
    expect(verify_scores(MCUNET_HEAD_HEATMAPS, 6, five, 3) == MCUNET_ERROR_TENSOR, "3 bytes of 4");
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
    check_scratch();
    check_constants();
    check_shifts();
    check_lane_shifts();
    check_labels();
    check_named();
    check_bins();
    check_anchors();
    check_strides();
    check_candidates();
    check_maps();
    check_effort("a long chain", 900, 48, 48);
    check_effort("a long walk", 2, MCUNET_MAX_STEPS, MCUNET_MAX_STEPS);
    return finish();
}
