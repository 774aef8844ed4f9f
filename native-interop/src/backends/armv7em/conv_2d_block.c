/* SPDX-License-Identifier: MIT */
/*
 * The inner loop of conv_2d.c in assembly: it needs every register. Sums of the three pixels: r3 - r5 of channel a, r6 - r8 of a and 256
 * times b. r12 is the column, lr the stream, r11 where the column ends; on the stack lie the fields of mcunet_conv_block up to
 * `output_end`, then where the column ends and where the loop over groups is entered.
 */
#include "conv_2d_block.h"

#include "kernels/dsp.h"

#if MCUNET_HAS_DSP

/* clang-format off */
#define OUTPUTS "sp, {r0-r2}\n"
#define COLUMN "[sp, #12]"
#define TWICE_ZERO_POINT "[sp, #16]"
#define OUTPUT_END "[sp, #20]"
#define END_AND_ENTRY "[sp, #24]"

/* Two taps of both channels, in the word `w`, meet the pairs of the three pixels in r0 - r2; the sums continue those given. */
#define MULTIPLY(w, a0, a1, a2, b0, b1, b2)                                                                            \
    "smlad r6, " w ", r0, " b0 "\n smlad r7, " w ", r1, " b1 "\n smlad r8, " w ", r2, " b2 "\n"                         \
    "sxtb16 " w ", " w "\n"                                                                                            \
    "smlad r3, " w ", r0, " a0 "\n smlad r4, " w ", r1, " a1 "\n smlad r5, " w ", r2, " a2 "\n"
#define ADD(w) MULTIPLY(w, "r3", "r4", "r5", "r6", "r7", "r8")
#define START(w, bias) MULTIPLY(w, bias, bias, bias, bias, bias, bias)
#define WEIGHTS "ldrd r9, r10, [lr], #8\n"
#define PIXELS "ldm r12!, {r0-r2}\n"

/* Four bytes of the windows: 24 multiply-accumulates in 17 instructions of 4 bytes each. */
#define GROUP WEIGHTS PIXELS ADD("r9") PIXELS ADD("r10")
#define GROUP_BYTES "68"
#define COLUMN_BYTES "24"

#define SEPARATE(b, a) "sub " b ", " b ", " a "\n add " b ", r0, " b ", asr #8\n"
#define SCALE(sum, multiplier)                                                                                         \
    "smmlar " sum ", " sum ", " multiplier ", " sum "\n add " sum ", " sum ", " sum ", asr #31\n"                       \
    "add " sum ", " sum ", r11, asr #1\n asr " sum ", " sum ", r9\n ssat " sum ", #8, " sum "\n"

/* The shift is the low byte of r9. */
#define SCALE_CHANNEL(multiplier, a, b, c)                                                                             \
    "lsl r11, r10, r9\n" SCALE(a, multiplier) SCALE(b, multiplier) SCALE(c, multiplier)
#define STORE_CHANNEL(a, b, c) "strb " a ", [r0], #1\n strb " b ", [r1], #1\n strb " c ", [r2], #1\n"

__attribute__((naked)) void mcunet_conv_2d_block(const mcunet_conv_block *block)
{
    (void)block;
    __asm__("push {r4-r11, lr}\n"
            "ldm r0, {r0-r6, lr}\n"
            /* After the first group the loop is entered before as many as the rounds of four leave over. */
            "mov r8, #" COLUMN_BYTES "\n mla r8, r6, r8, r3\n"
            "subs r6, #1\n and r6, #3\n mov r7, #" GROUP_BYTES "\n adr.w r9, 3f\n mls r7, r6, r7, r9\n orr r7, #1\n"
            "mov r6, r8\n push {r0-r7}\n"
            "1:\n" /* each pair of channels */
            "ldr r11, [lr], #4\n ldr r12, " COLUMN "\n"
            WEIGHTS PIXELS START("r9", "r11") PIXELS ADD("r10")
            "ldrd r11, r0, " END_AND_ENTRY "\n bx r0\n"
            "2:\n" GROUP GROUP GROUP GROUP
            "3:\n cmp r12, r11\n bne 2b\n"
            "ldm lr!, {r0, r1, r2, r9}\n ldr r10, " TWICE_ZERO_POINT "\n"
            SEPARATE("r6", "r3") SEPARATE("r7", "r4") SEPARATE("r8", "r5")
            SCALE_CHANNEL("r1", "r3", "r4", "r5")
            "lsr r9, #8\n"
            SCALE_CHANNEL("r2", "r6", "r7", "r8")
            "ldm " OUTPUTS STORE_CHANNEL("r3", "r4", "r5") STORE_CHANNEL("r6", "r7", "r8") "stm " OUTPUTS
            "ldr r9, " OUTPUT_END "\n cmp r0, r9\n bne 1b\n"
            "add sp, #32\n pop {r4-r11, pc}\n");
}
/* clang-format on */

#else

void mcunet_conv_2d_block(const mcunet_conv_block *block)
{
    const int8_t *stream = block->stream;
    const int32_t count = (int32_t)(block->output_end - block->output[0]);
    for (int32_t channel = 0; channel < count; channel += 2) {
        const int8_t *next = stream;
        for (int i = 0; i < MCUNET_CONV_PIXELS; i++) {
            next = mcunet_conv_2d_pair(stream, block->column + i, MCUNET_CONV_PIXELS, block->groups, block->twice_zero_point,
                                       block->output[i] + channel);
        }
        stream = next;
    }
}

#endif
