/* SPDX-License-Identifier: MIT */
/*
 * Row functions in assembly: their inner loops use every register. Common to all: r12 is the column, and on the stack lie the fields of
 * mcunet_depthwise_row up to the taps. Sums are doubled, as the weights and the bias are, for the sake of the high multiply.
 */
#include "depthwise_row.h"

#include "depthwise.h"

#if MCUNET_HAS_DSP

/* A pair of weights, doubled. */
static uint32_t pair_of(const int8_t *weights)
{
    return mcunet_pair(2 * weights[0], 2 * weights[MCUNET_QUAD]);
}

/* Adds the pairs from taps `first` on of `rows` rows. */
static uint32_t *order_column(const int8_t *weights, int32_t kernel, int32_t first, int32_t rows, uint32_t *taps)
{
    for (weights += first * MCUNET_QUAD; rows > 0; rows--, weights += kernel * MCUNET_QUAD) {
        *taps++ = pair_of(weights);
    }
    return taps;
}

void mcunet_order_taps(const int8_t *weights, int32_t kernel, int32_t stride, uint32_t *taps)
{
    const int32_t batch = kernel == 7 ? 4 : kernel, last = kernel / 2;
    if (kernel == 3) {
        order_column(weights, kernel, 1, kernel, order_column(weights, kernel, 0, kernel, taps));
        return;
    }
    for (int32_t i = 0; i <= last; i++) {
        for (int32_t row = 0; row < kernel; row += batch) {
            const int32_t rows = row == 0 ? batch : kernel - batch;
            if (i < last) {
                taps = order_column(weights + row * kernel * MCUNET_QUAD, kernel, 2 * i, rows, taps);
            }
            if (i == last || (i > 0 && stride == 1)) {
                taps = order_column(weights + row * kernel * MCUNET_QUAD, kernel, 2 * i - 1, rows, taps);
            }
        }
    }
}

/* clang-format off */
/* Offsets from the stack pointer. */
#define COLUMN "[sp, #0]"
#define END "[sp, #4]"
#define OUTPUT "[sp, #8]"
#define BIAS "[sp, #12]"
#define MULTIPLIER_AND_ROUNDING "[sp, #20]"
#define SHIFT_AND_STEP "[sp, #28]"
#define STEP "[sp, #32]"
#define ODD "[sp, #36]"
#define ROWS "[sp, #40]"
#define ROW_STEP "[sp, #44]"

/* Saves registers, copies the words before the taps to the stack, leaves the address of the taps in lr. */
#define SAVE "push {r4-r11, lr}\n mov lr, r0\n ldm lr!, {r0-r12}\n push {r0-r12}\n"
#define LEAVE "add sp, #52\n pop {r4-r11, pc}\n"

/* Of a row: what `prepare` loads for the loop, the first column in r12, then the loop from 1 on, entered at 2. */
#define ENTER(prepare) SAVE "ldr r12, " COLUMN "\n" prepare "ldr r1, " END "\n b 2f\n 1:\n"

/* Requantises the sums a and b, using r0 and r2; leaves the step in r1. */
#define SCALE(a, b)                                                                                                    \
    "ldrd r0, r1, " MULTIPLIER_AND_ROUNDING "\n"                                                                       \
    "add r2, r1, " a ", asr #31\n smmlar " a ", " a ", r0, r2\n"                                                       \
    "add r2, r1, " b ", asr #31\n smmlar " b ", " b ", r0, r2\n"                                                       \
    "ldrd r0, r1, " SHIFT_AND_STEP "\n asr " a ", " a ", r0\n asr " b ", " b ", r0\n"                                 \
    "ssat " a ", #8, " a "\n ssat " b ", #8, " b "\n"

/* Stores both outputs, the first one last; leaves the end in r1. */
#define STORE(a, b, output)                                                                                            \
    "strb " b ", [" output ", r1]\n strb " a ", [" output "]\n add " output ", " output ", r1, lsl #1\n ldr r1, " END "\n"

/* Back for the next pair; at the end perhaps for one more with step 0, so that its first output alone remains. */
#define LOOP                                                                                                           \
    "2:\n cmp r12, r1\n bne 1b\n"                                                                                      \
    "ldr r0, " ODD "\n cmp r0, #0\n beq 3f\n"                                                                          \
    "add r1, r0\n movs r0, #0\n str r0, " ODD "\n str r0, " STEP "\n str r1, " END "\n b 1b\n 3:\n"

#define START(instruction, sum, x, tap, bias) instruction " " sum ", " x ", " tap ", " bias "\n"
#define MAC(instruction, sum, x, tap) START(instruction, sum, x, tap, sum)

/* 3 x 3: words in r0 - r2, taps in r3 - r8, sums r9 and r10, output r11, bytes of a column lr. */
#define WORDS_3_AT "ldm r12, {r0-r2}\n"
#define NEXT_COLUMN "add r12, lr\n"
#define FIRST_3(sum) MAC("smlad", sum, "r0", "r3") MAC("smlad", sum, "r1", "r4") MAC("smlad", sum, "r2", "r5")
#define LAST_3(sum) MAC("smlabt", sum, "r0", "r6") MAC("smlabt", sum, "r1", "r7") MAC("smlabt", sum, "r2", "r8")

/* All rows: `pair` computes a pair's sums and moves on to the next; a row begins `next` bytes after the one above. */
#define ROWS_OF_3(pair, next)                                                                                          \
    SAVE "ldm lr, {r3-r8}\n mov lr, r12\n"                                                                             \
    "0:\n ldm sp, {r0, r1, r11}\n mov r12, r0\n b 2f\n"                                                               \
    "1:\n ldrd r9, r10, " BIAS "\n" pair SCALE("r9", "r10") STORE("r9", "r10", "r11")                                  \
    "2:\n cmp r12, r1\n bne 1b\n"                                                                                      \
    "ldr r0, " ODD "\n cmp r0, #0\n beq 3f\n"                                                                          \
    "ldr r9, " BIAS "\n" WORDS_3_AT FIRST_3("r9") NEXT_COLUMN WORDS_3_AT LAST_3("r9")                                  \
    "ldrd r0, r1, " MULTIPLIER_AND_ROUNDING "\n add r1, r1, r9, asr #31\n smmlar r9, r9, r0, r1\n"                     \
    "ldr r0, " SHIFT_AND_STEP "\n asr r9, r9, r0\n ssat r9, #8, r9\n strb r9, [r11]\n"                                \
    "3:\n ldm sp, {r0, r1, r2}\n ldrd r9, r10, " ROWS "\n"                                                            \
    "adds r0, #" next "\n adds r1, #" next "\n add r2, r10\n stm sp, {r0, r1, r2}\n"                                  \
    "subs r9, #1\n str r9, " ROWS "\n bne 0b\n" LEAVE

static __attribute__((naked)) void rows_3_stride_1(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ROWS_OF_3(WORDS_3_AT NEXT_COLUMN FIRST_3("r9")
                      MAC("smlatb", "r10", "r0", "r3") MAC("smlatb", "r10", "r1", "r4") MAC("smlatb", "r10", "r2", "r5")
                      WORDS_3_AT LAST_3("r9")
                      MAC("smlad", "r10", "r0", "r6") MAC("smlad", "r10", "r1", "r7") MAC("smlad", "r10", "r2", "r8"), "4"));
}

static __attribute__((naked)) void rows_3_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ROWS_OF_3(WORDS_3_AT NEXT_COLUMN FIRST_3("r9") WORDS_3_AT NEXT_COLUMN LAST_3("r9") FIRST_3("r10")
                      WORDS_3_AT LAST_3("r10"), "8"));
}

/* 5 x 5: words in r0 - r4, taps in r5 - r9, sums r10 and r11, taps' address lr. */
#define ENTER_5 ENTER("") "ldrd r10, r11, " BIAS "\n"
#define LEAVE_5(move_up)                                                                                               \
    SCALE("r10", "r11") "ldr r2, " OUTPUT "\n" STORE("r10", "r11", "r2") "str r2, " OUTPUT "\n" LOOP                   \
    WORDS_5 move_up WORDS_5 move_up LEAVE
#define MOVE_UP_5_1 "strd r1, r2, [r12, #-20]\n strd r3, r4, [r12, #-12]\n"
#define MOVE_UP_5_2 "strd r2, r3, [r12, #-20]\n str r4, [r12, #-12]\n"
#define ROWS_5(instruction, sum)                                                                                       \
    MAC(instruction, sum, "r0", "r5") MAC(instruction, sum, "r1", "r6") MAC(instruction, sum, "r2", "r7")              \
    MAC(instruction, sum, "r3", "r8") MAC(instruction, sum, "r4", "r9")
#define WORDS_5 "ldm r12!, {r0-r4}\n"
#define TAPS_5 "ldm lr!, {r5-r9}\n"

static __attribute__((naked)) void row_5_stride_1(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_5
            WORDS_5 MOVE_UP_5_1
            TAPS_5 ROWS_5("smlad", "r10") ROWS_5("smlatb", "r11")
            WORDS_5 TAPS_5 ROWS_5("smlad", "r10") TAPS_5 ROWS_5("smlad", "r11")
            WORDS_5 TAPS_5 ROWS_5("smlabt", "r10") ROWS_5("smlad", "r11")
            "sub r12, #40\n sub lr, #80\n"
            LEAVE_5(MOVE_UP_5_1));
}

/* One output, from the column at r12, which moves on by one. */
#define SINGLE_5(sum)                                                                                                  \
    WORDS_5 MOVE_UP_5_2 TAPS_5 ROWS_5("smlad", sum)                                                                    \
    WORDS_5 TAPS_5 ROWS_5("smlad", sum) WORDS_5 TAPS_5 ROWS_5("smlabt", sum)                                           \
    "sub r12, #40\n sub lr, #60\n"

static __attribute__((naked)) void row_5_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_5 SINGLE_5("r10") SINGLE_5("r11") LEAVE_5(MOVE_UP_5_2));
}

/* 7 x 7: words of four or three rows in r0 - r3, their taps in r4 - r7, sums r8 and r9, output r10, bias r11, taps' address lr. */
#define ENTER_7 ENTER("ldr r10, " OUTPUT "\n ldr r11, " BIAS "\n") "mov r8, r11\n mov r9, r11\n"
#define LEAVE_7(move_up_4, move_up_3)                                                                                  \
    SCALE("r8", "r9") STORE("r8", "r9", "r10") LOOP                                                                    \
    WORDS_4 move_up_4 WORDS_3 move_up_3 WORDS_4 move_up_4 WORDS_3 move_up_3 WORDS_4 move_up_4 WORDS_3 move_up_3 LEAVE
#define MOVE_UP_4_1 "strd r1, r2, [r12, #-16]\n str r3, [r12, #-8]\n"
#define MOVE_UP_3_1_OF_7 "str r0, [r12, #-16]\n strd r1, r2, [r12, #-12]\n"
#define MOVE_UP_4_2 "strd r2, r3, [r12, #-16]\n"
#define MOVE_UP_3_2_OF_7 "str r0, [r12, #-20]\n strd r1, r2, [r12, #-16]\n"
#define ROWS_3(instruction, sum)                                                                                       \
    MAC(instruction, sum, "r0", "r4") MAC(instruction, sum, "r1", "r5") MAC(instruction, sum, "r2", "r6")
#define ROWS_4(instruction, sum) ROWS_3(instruction, sum) MAC(instruction, sum, "r3", "r7")
#define WORDS_4 "ldm r12!, {r0-r3}\n"
#define WORDS_3 "ldm r12!, {r0-r2}\n"
#define TAPS_4 "ldm lr!, {r4-r7}\n"
#define TAPS_3 "ldm lr!, {r4-r6}\n"
#define MIDDLE_7                                                                                                       \
    WORDS_4 TAPS_4 ROWS_4("smlad", "r8") TAPS_4 ROWS_4("smlad", "r9")                                                  \
    WORDS_3 TAPS_3 ROWS_3("smlad", "r8") TAPS_3 ROWS_3("smlad", "r9")

static __attribute__((naked)) void row_7_stride_1(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_7
            WORDS_4 MOVE_UP_4_1 TAPS_4 ROWS_4("smlad", "r8") ROWS_4("smlatb", "r9")
            WORDS_3 MOVE_UP_3_1_OF_7 TAPS_3 ROWS_3("smlad", "r8") ROWS_3("smlatb", "r9")
            MIDDLE_7 MIDDLE_7
            WORDS_4 TAPS_4 ROWS_4("smlabt", "r8") ROWS_4("smlad", "r9")
            WORDS_3 TAPS_3 ROWS_3("smlabt", "r8") ROWS_3("smlad", "r9")
            "sub r12, #84\n sub lr, #168\n"
            LEAVE_7(MOVE_UP_4_1, MOVE_UP_3_1_OF_7));
}

#define COLUMN_7(instruction, sum) WORDS_4 TAPS_4 ROWS_4(instruction, sum) WORDS_3 TAPS_3 ROWS_3(instruction, sum)

/* One output, from the column at r12, which moves on by one. */
#define SINGLE_7(sum)                                                                                                  \
    WORDS_4 MOVE_UP_4_2 TAPS_4 ROWS_4("smlad", sum) WORDS_3 MOVE_UP_3_2_OF_7 TAPS_3 ROWS_3("smlad", sum)                 \
    COLUMN_7("smlad", sum) COLUMN_7("smlad", sum) COLUMN_7("smlabt", sum)                                              \
    "sub r12, #84\n sub lr, #112\n"

static __attribute__((naked)) void row_7_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_7 SINGLE_7("r8") SINGLE_7("r9") LEAVE_7(MOVE_UP_4_2, MOVE_UP_3_2_OF_7));
}
/* clang-format on */

const mcunet_row_functions mcunet_row_functions_3 = {{rows_3_stride_1, rows_3_stride_2}};
const mcunet_row_functions mcunet_row_functions_5 = {{row_5_stride_1, row_5_stride_2}};
const mcunet_row_functions mcunet_row_functions_7 = {{row_7_stride_1, row_7_stride_2}};

#else

const mcunet_row_functions mcunet_row_functions_3, mcunet_row_functions_5, mcunet_row_functions_7; /* none: outputs are computed slowly */

#endif
