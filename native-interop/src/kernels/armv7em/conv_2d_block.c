/*
 * The inner loop of conv_2d.c in assembly: it needs every register. Sums of the three pixels: r3 - r5 for channel a, r6 - r8 for channel b.
 * r12 is the column, lr the stream; on the stack lie the fields of mcunet_conv_block but the stream.
 */
#include "conv_2d_block.h"

#if MCUNET_HAS_DSP

#define COLUMN "[sp, #0]"
#define UNROLLED "[sp, #4]"
#define ALL "[sp, #8]"
#define TWICE_ZERO_POINT "[sp, #12]"
#define OUTPUT "[sp, #16]"
#define OUTPUT_END "[sp, #24]"

/* The pair of int16 weights in `weights` meets the pairs of the three pixels in r0 - r2. */
#define MULTIPLY(weights, a, b, c)                                                                                     \
    "smlad " a ", " weights ", r0, " a "\n smlad " b ", " weights ", r1, " b "\n smlad " c ", " weights ", r2, " c "\n"

/* Four bytes of the windows: 24 multiply-accumulates. */
#define GROUP                                                                                                          \
    "ldrd r9, r10, [lr], #8\n"                                                                                         \
    "ldm r12!, {r0-r2}\n"                                                                                              \
    "sxtb16 r11, r9\n" MULTIPLY("r11", "r3", "r4", "r5")                                                               \
    "sxtb16 r11, r9, ror #8\n" MULTIPLY("r11", "r6", "r7", "r8")                                                       \
    "ldm r12!, {r0-r2}\n"                                                                                              \
    "sxtb16 r11, r10\n" MULTIPLY("r11", "r3", "r4", "r5")                                                              \
    "sxtb16 r11, r10, ror #8\n" MULTIPLY("r11", "r6", "r7", "r8")

/* Requantises a sum with the multiplier in `m`, the right shift in r0 and twice the rounding in r1. */
#define SCALE(sum, m)                                                                                                  \
    "qadd " sum ", " sum ", " sum "\n smmulr " sum ", " sum ", " m "\n add " sum ", " sum ", " sum ", asr #31\n"       \
    "add " sum ", " sum ", r1, asr #1\n asr " sum ", r0\n ssat " sum ", #8, " sum "\n"

/* The channel whose shift is the byte at bit `at` of r11. */
#define SCALE_CHANNEL(at, m, a, b, c)                                                                                  \
    "sbfx r0, r11, #" at ", #8\n rsbs r0, r0, #0\n lsl r1, r2, r0\n" SCALE(a, m) SCALE(b, m) SCALE(c, m)

#define STORE_CHANNEL(a, b, c) "strb " a ", [r0]\n strb " b ", [r0, r1]\n strb " c ", [r0, r1, lsl #1]\n adds r0, #1\n"

__attribute__((naked)) void mcunet_conv_2d_block(const mcunet_conv_block *block)
{
    (void)block;
    __asm__("push {r4-r11, lr}\n"
            "ldm r0, {r0-r6, lr}\n"
            "push {r0-r6}\n"
            "1:\n" /* each pair of channels */
            "ldrd r3, r6, [lr], #8\n"
            "mov r4, r3\n mov r5, r3\n mov r7, r6\n mov r8, r6\n"
            "ldrd r12, r0, " COLUMN "\n"
            "cmp r12, r0\n beq 3f\n"
            "2:\n" GROUP GROUP GROUP GROUP
            "ldr r0, " UNROLLED "\n cmp r12, r0\n bne 2b\n"
            "3:\n ldr r0, " ALL "\n cmp r12, r0\n beq 5f\n"
            "4:\n" GROUP
            "ldr r0, " ALL "\n cmp r12, r0\n bne 4b\n"
            "5:\n"
            "ldrd r9, r10, [lr], #8\n ldr r11, [lr], #4\n ldr r2, " TWICE_ZERO_POINT "\n"
            SCALE_CHANNEL("0", "r9", "r3", "r4", "r5")
            SCALE_CHANNEL("8", "r10", "r6", "r7", "r8")
            "ldrd r0, r1, " OUTPUT "\n ldr r2, " OUTPUT_END "\n"
            STORE_CHANNEL("r3", "r4", "r5") STORE_CHANNEL("r6", "r7", "r8")
            "str r0, " OUTPUT "\n cmp r0, r2\n bne 1b\n"
            "add sp, #28\n pop {r4-r11, pc}\n");
}

#endif
