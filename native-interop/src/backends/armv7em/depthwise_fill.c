/* SPDX-License-Identifier: MIT */
#include "depthwise_row.h"

#if MCUNET_HAS_DSP

/* clang-format off */
/* A word of two pixels at r4, which moves on, into r6. */
#define PAIR "ldrsb r6, [r4]\n ldrsb r7, [r4, r2]\n add r4, r4, r2, lsl #1\n pkhbt r6, r6, r7, lsl #16\n"

/* r0 is the row's first pixel, r1 its first word, r2 the step, r3 the bytes of a column; r4 and r5 go along the row. */
static __attribute__((naked)) void fill(const int8_t *source, uint32_t *word, int32_t step, int32_t column_bytes,
                                        const mcunet_depthwise_fill *geometry, int32_t rows)
{
    (void)source, (void)word, (void)step, (void)column_bytes, (void)geometry, (void)rows;
    __asm__("push {r4-r11, lr}\n"
            "ldrd r12, lr, [sp, #36]\n"
            "ldm r12, {r8-r11}\n" /* row stride, lead, pixels, padding */
            "1:\n mov r4, r0\n mov r5, r1\n mov r12, r10\n"
            "cmp r9, #0\n beq 2f\n"
            "ldrsb r7, [r4]\n pkhbt r6, r11, r7, lsl #16\n str r6, [r5]\n add r4, r2\n add r5, r3\n"
            "2:\n subs r12, #4\n blt 4f\n"
            "3:\n" PAIR "str r6, [r5]\n" PAIR "str r6, [r5, r3]\n add r5, r5, r3, lsl #1\n subs r12, #4\n bge 3b\n"
            "4:\n adds r12, #2\n blt 5f\n"
            PAIR "str r6, [r5]\n add r5, r3\n sub r12, #2\n"
            "5:\n adds r12, #2\n beq 6f\n"
            "ldrsb r6, [r4]\n pkhbt r6, r6, r11, lsl #16\n str r6, [r5]\n"
            "6:\n add r0, r8\n add r1, #4\n subs lr, #1\n bne 1b\n"
            "pop {r4-r11, pc}\n");
}
/* clang-format on */

void mcunet_fill_columns(const mcunet_depthwise_fill *f, int32_t rows)
{
    fill(f->source, f->word, f->step, f->column * (int32_t)sizeof *f->word, f, rows);
}

#else

void mcunet_fill_columns(const mcunet_depthwise_fill *fill, int32_t rows)
{
    const int32_t step = fill->step, column = fill->column;
    const int8_t *row = fill->source;
    uint32_t *first = fill->word;
    for (; rows > 0; rows--, row += fill->row_stride, first++) {
        const int8_t *source = row;
        uint32_t *word = first;
        if (fill->lead) {
            *word = mcunet_pair(fill->padding, *source);
            word += column;
            source += step;
        }
        for (int32_t pixels = fill->pixels; pixels > 0; pixels -= 2, source += 2 * step, word += column) {
            *word = mcunet_pair(*source, pixels > 1 ? source[step] : fill->padding);
        }
    }
}

#endif
