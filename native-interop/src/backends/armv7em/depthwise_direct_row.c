/* SPDX-License-Identifier: MIT */
/*
 * Row functions in assembly. A column of the window is the pair of its first two rows in r0 and its third row in r2; it meets the
 * weights of every output it belongs to at once. r3 - r7 are the weights, r10 is the step, r11 the row stride, r12 the next column; on
 * the stack lie the first eight fields of mcunet_direct_row.
 */
#include "depthwise_direct_row.h"

#if MCUNET_HAS_DSP

/* clang-format off */
#define BIAS "[sp, #0]"
#define MULTIPLIER_AND_ROUNDING "[sp, #4]"
#define SHIFT_AND_END "[sp, #12]"
#define END "[sp, #16]"
#define ZERO "[sp, #20]"
#define LEAD "[sp, #24]"
#define TRAIL "[sp, #28]"

#define ENTER "push {r4-r11, lr}\n mov lr, r0\n ldm lr!, {r0-r7}\n push {r0-r7}\n ldm lr, {r3-r7, r10-r12, lr}\n ldr r8, " LEAD "\n"
#define LEAVE "add sp, #32\n pop {r4-r11, pc}\n"

/* The next column, of the input or of padding, in windows of two or three rows. */
#define LOAD_2 "ldrsb r0, [r12]\n ldrsb r1, [r12, r11]\n add r12, r10\n pkhbt r0, r0, r1, lsl #16\n"
#define LOAD_3 "ldrsb r2, [r12, r11, lsl #1]\n" LOAD_2
#define PAD_2 "ldr r0, " ZERO "\n add r12, r10\n"
#define PAD_3 PAD_2 "mov r2, r0\n"

/* sum = from + the column times its weights as the first, second or third of a window. */
#define MAC(instruction, sum, x, weights, from) instruction " " sum ", " x ", " weights ", " from "\n"
#define FIRST_2(sum) "ldr " sum ", " BIAS "\n" MAC("smlad", sum, "r0", "r3", sum)
#define FIRST_3(sum) FIRST_2(sum) MAC("smlabb", sum, "r2", "r6", sum)
#define SECOND_2(sum, from) MAC("smlad", sum, "r0", "r4", from)
#define SECOND_3(sum, from) SECOND_2(sum, from) MAC("smlabt", sum, "r2", "r6", sum)
#define THIRD_2(sum, from) MAC("smlad", sum, "r0", "r5", from)
#define THIRD_3(sum, from) THIRD_2(sum, from) MAC("smlabb", sum, "r2", "r7", sum)

/* Requantises the sum in r1; leaves the end in r2. */
#define SCALE                                                                                                          \
    "ldrd r0, r2, " MULTIPLIER_AND_ROUNDING "\n add r2, r2, r1, asr #31\n smmlar r1, r1, r0, r2\n"                     \
    "ldrd r0, r2, " SHIFT_AND_END "\n asr r1, r0\n ssat r1, #8, r1\n"

/* The sums of the next two outputs are in r8 and r9; lr is the distance from the next column to the finished output. */
#define STRIDE_1(load, pad, first, second, third)                                                                      \
    ENTER                                                                                                              \
    "cmp r8, #0\n bne 1f\n" load "b 2f\n 1:\n" pad "2:\n" first("r9")                                                  \
    "cmp r8, #1\n bhi 1f\n" load "b 2f\n 1:\n" pad "2:\n" second("r8", "r9") first("r9")                               \
    "ldr r2, " END "\n b 5f\n"                                                                                         \
    "3:\n" load                                                                                                        \
    "4:\n" third("r1", "r8") second("r8", "r9") first("r9") SCALE "strb r1, [r12, lr]\n"                               \
    "5:\n cmp r12, r2\n blo 3b\n"                                                                                      \
    "ldr r0, " TRAIL "\n subs r0, #1\n blt 6f\n str r0, " TRAIL "\n" pad "b 4b\n"                                      \
    "6:\n" LEAVE

/* The sum of the next output is in r8; r9 is where it goes. */
#define STRIDE_2(load, pad, first, second, third)                                                                      \
    ENTER "mov r9, lr\n mov lr, r8\n"                                                              \
    "cmp lr, #0\n bne 1f\n" load "b 2f\n 1:\n" pad "2:\n" first("r8")                                                  \
    "cmp lr, #1\n ldr r2, " END "\n bls 6f\n" pad second("r8", "r8") "b 4f\n"                                          \
    "3:\n" load second("r8", "r8")                                                                                     \
    "4:\n" load                                                                                                        \
    "5:\n" third("r1", "r8") first("r8") SCALE "strb r1, [r9]\n add r9, r10\n"                                         \
    "6:\n cmp r12, r2\n blo 3b\n"                                                                                      \
    "ldr lr, " TRAIL "\n cmp lr, #1\n blo 9f\n beq 7f\n" pad "b 8f\n 7:\n" load "8:\n" second("r8", "r8")              \
    "movs r1, #0\n str r1, " TRAIL "\n" pad "b 5b\n"                                                                   \
    "9:\n" LEAVE

static __attribute__((naked)) void two_rows_stride_1(const mcunet_direct_row *row)
{
    (void)row;
    __asm__(STRIDE_1(LOAD_2, PAD_2, FIRST_2, SECOND_2, THIRD_2));
}

static __attribute__((naked)) void two_rows_stride_2(const mcunet_direct_row *row)
{
    (void)row;
    __asm__(STRIDE_2(LOAD_2, PAD_2, FIRST_2, SECOND_2, THIRD_2));
}

static __attribute__((naked)) void three_rows_stride_1(const mcunet_direct_row *row)
{
    (void)row;
    __asm__(STRIDE_1(LOAD_3, PAD_3, FIRST_3, SECOND_3, THIRD_3));
}

static __attribute__((naked)) void three_rows_stride_2(const mcunet_direct_row *row)
{
    (void)row;
    __asm__(STRIDE_2(LOAD_3, PAD_3, FIRST_3, SECOND_3, THIRD_3));
}
/* clang-format on */

mcunet_direct_row_function mcunet_find_direct_row(int32_t rows, int32_t stride)
{
    static const mcunet_direct_row_function functions[2][2] = {{two_rows_stride_1, two_rows_stride_2},
                                                               {three_rows_stride_1, three_rows_stride_2}};
    return functions[rows - 2][stride - 1];
}

#endif
