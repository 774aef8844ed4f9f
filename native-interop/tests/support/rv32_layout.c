/* SPDX-License-Identifier: MIT */
#include "rv32_layout.h"

#include <stdlib.h>
#include <string.h>

#include "portable_constants.h"

/* FORMAT.md's layout 2, written down a second time: the tools' writer is checked against golden outputs, the kernels against this. */
#define GROUP 4
#define MASK_GROUPS 31

/* Weight i of CONV_2D's order: what makes whole groups of each row, then what is left of all rows. */
static int32_t ordered_weight(const portable_convolution *from, int32_t channel, int32_t i)
{
    const int32_t rest = from->row % GROUP, whole = from->row - rest, all_whole = from->window / from->row * whole;
    if (i < all_whole) {
        return portable_weight(from, channel, i / whole * from->row + i % whole);
    }
    return i < from->window ? portable_weight(from, channel, (i - all_whole) / rest * from->row + whole + (i - all_whole) % rest) : 0;
}

static int holds(const portable_convolution *from, int depthwise)
{
    for (int32_t c = 0; c < from->channels; c++) {
        if (from->shift[c] > -1 || from->shift[c] < -22) {
            return 0;
        }
        for (int32_t i = 0; i < from->window && !depthwise; i++) {
            if (portable_weight(from, c, i) == -128) {
                return 0;
            }
        }
    }
    return 1;
}

static uint8_t *put_word(uint8_t *next, uint32_t word)
{
    memcpy(next, &word, sizeof word);
    return next + sizeof word;
}

static uint8_t *put_channel(uint8_t *next, const portable_convolution *from, int32_t c)
{
    next = put_word(next, (uint32_t)from->bias[c]);
    next = put_word(next, 2u * (uint32_t)from->multiplier[c]);
    for (int32_t i = 0; i < from->window; i++) {
        *next++ = (uint8_t)portable_weight(from, c, i);
    }
    *next++ = (uint8_t)-from->shift[c];
    return next + (4 - (from->window + 1) % 4) % 4;
}

static int is_large(const portable_convolution *from, int32_t channel, int32_t group)
{
    int32_t sum = 0;
    for (int32_t i = group * GROUP; i < (group + 1) * GROUP; i++) {
        sum += abs(ordered_weight(from, channel, i));
    }
    return sum > 255;
}

static uint8_t *put_pair(uint8_t *next, const portable_convolution *from, int32_t a)
{
    const int32_t b = a + 1, groups = (from->window + GROUP - 1) / GROUP;
    const int has_b = b < from->channels;
    uint8_t *const header = next;
    uint16_t flushes = (uint16_t)groups;
    next = header + 20;
    for (int32_t first = 0; first < groups; first += MASK_GROUPS) {
        uint32_t mask = 0;
        for (int32_t i = 0; i < MASK_GROUPS && first + i < groups; i++) {
            if (is_large(from, a, first + i) || is_large(from, b, first + i)) {
                mask |= 1u << (MASK_GROUPS - i);
                flushes++;
            }
        }
        next = put_word(next, mask);
    }
    for (int32_t group = 0; group < groups; group++) {
        for (int32_t i = 0; i < 2 * GROUP; i++) {
            *next++ = (uint8_t)ordered_weight(from, i < GROUP ? a : b, group * GROUP + i % GROUP);
        }
    }
    put_word(header, (uint32_t)from->bias[a]);
    put_word(header + 4, has_b ? (uint32_t)from->bias[b] : 0);
    put_word(header + 8, 2u * (uint32_t)from->multiplier[a]);
    put_word(header + 12, has_b ? 2u * (uint32_t)from->multiplier[b] : 0);
    header[16] = (uint8_t)-from->shift[a];
    header[17] = (uint8_t)(has_b ? -from->shift[b] : 1);
    memcpy(header + 18, &flushes, sizeof flushes);
    return next;
}

int make_rv32_case(const kernel_case *test, kernel_case *rv32)
{
    const mcunet_extent extent = {test->inputs[0].height,
                                  test->inputs[0].width,
                                  test->inputs[0].channels,
                                  test->expected.height,
                                  test->expected.width,
                                  test->expected.channels,
                                  1,
                                  1};
    const int depthwise = test->op.kind == MCUNET_DEPTHWISE_CONV_2D, convolution = test->op.kind == MCUNET_CONV_2D || depthwise;
    *rv32 = *test;
    rv32->op.layout = MCUNET_LAYOUT_RV32;
    if (mcunet_find_kernel(&rv32->op) == NULL) {
        return 0;
    }
    const uint32_t bytes = mcunet_kernel_constants_bytes(&rv32->op, &extent);
    uint8_t *next = rv32->constants = calloc(1, bytes);
    if (!convolution) {
        memcpy(rv32->constants, test->constants, bytes);
        return 1;
    }
    const portable_convolution from = read_portable(test);
    if (!holds(&from, depthwise)) {
        free(rv32->constants);
        return 0;
    }
    for (int32_t c = 0; c < from.channels; c += depthwise ? 1 : 2) {
        next = depthwise ? put_channel(next, &from, c) : put_pair(next, &from, c);
    }
    expect(next == (uint8_t *)rv32->constants + bytes, "layout 2 has another size");
    return 1;
}
