/*
 * Row functions in assembly: their inner loops use every register. Common to all: r12 is the column, and on the stack lie, as in
 * mcunet_depthwise_row, bias, multiplier, shift, rounding, step, end, and then column and output.
 */
#include "depthwise_row.h"

#if MCUNET_HAS_DSP

static int32_t batch_rows(int32_t kernel)
{
    return kernel == 7 ? 4 : kernel;
}

void mcunet_order_taps(const int8_t *weights, int32_t kernel, int32_t stride, uint32_t *taps)
{
    const int32_t batch = batch_rows(kernel), last = kernel / 2;
    for (int32_t i = 0; i <= last; i++) {
        for (int32_t top = 0; top < kernel; top += batch) {
            const int32_t bottom = top + batch < kernel ? top + batch : kernel;
            for (int32_t row = top; row < bottom && i < last; row++) {
                *taps++ = mcunet_pair(weights[row * kernel + 2 * i], weights[row * kernel + 2 * i + 1]);
            }
            for (int32_t row = top; row < bottom && (i == last || (i > 0 && stride == 1)); row++) {
                *taps++ = mcunet_pair(weights[row * kernel + 2 * i - 1], weights[row * kernel + 2 * i]);
            }
        }
    }
}

/* Offsets from the stack pointer. */
#define BIAS "[sp, #0]"
#define MULTIPLIER_AND_SHIFT "[sp, #4]"
#define ROUNDING "[sp, #12]"
#define STEP "[sp, #16]"
#define END "[sp, #20]"
#define COLUMN "[sp, #24]"
#define OUTPUT "[sp, #28]"

/* Saves registers and copies the first eight words of the row to the stack; leaves the address of the taps in lr. */
#define ENTER "push {r4-r11, lr}\n mov lr, r0\n ldm lr!, {r0-r7}\n push {r0-r7}\n ldr r12, " COLUMN "\n"
#define LEAVE "add sp, #32\n pop {r4-r11, pc}\n"

/* Requantises the sums a and b, using r0 - r2. */
#define SCALE(a, b)                                                                                                    \
    "ldrd r0, r1, " MULTIPLIER_AND_SHIFT "\n ldr r2, " ROUNDING "\n"                                                   \
    "qadd " a ", " a ", " a "\n qadd " b ", " b ", " b "\n"                                                            \
    "smmulr " a ", " a ", r0\n smmulr " b ", " b ", r0\n"                                                              \
    "add " a ", " a ", " a ", asr #31\n add " b ", " b ", " b ", asr #31\n"                                            \
    "add " a ", r2\n add " b ", r2\n asr " a ", r1\n asr " b ", r1\n"                                                  \
    "ssat " a ", #8, " a "\n ssat " b ", #8, " b "\n"

/* Stores both outputs, the first one last, and goes back to 1 for the next pair unless the end is reached; uses r0 and r1. */
#define STORE(a, b, output)                                                                                            \
    "ldrd r0, r1, " STEP "\n"                                                                                          \
    "strb " b ", [" output ", r0]\n strb " a ", [" output "]\n add " output ", " output ", r0, lsl #1\n"
#define LOOP "cmp r12, r1\n bne 1b\n"

#define START(instruction, sum, x, tap, bias) instruction " " sum ", " x ", " tap ", " bias "\n"
#define MAC(instruction, sum, x, tap) START(instruction, sum, x, tap, sum)

/* 3 x 3: words in r0 - r2, taps in r3 - r8, sums r9 and r10, output r11, bias lr. */
#define ENTER_3 ENTER "ldm lr, {r3-r8}\n ldr r11, " OUTPUT "\n ldr lr, " BIAS "\n 1:\n"
#define LEAVE_3 SCALE("r9", "r10") STORE("r9", "r10", "r11") LOOP LEAVE

static __attribute__((naked)) void row_3_stride_1(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_3
            "ldm r12!, {r0-r2}\n"
            START("smlad", "r9", "r0", "r3", "lr") START("smlatb", "r10", "r0", "r3", "lr")
            MAC("smlad", "r9", "r1", "r4") MAC("smlatb", "r10", "r1", "r4")
            MAC("smlad", "r9", "r2", "r5") MAC("smlatb", "r10", "r2", "r5")
            "strd r1, r2, [r12, #-12]\n"
            "ldm r12, {r0-r2}\n"
            MAC("smlabt", "r9", "r0", "r6") MAC("smlad", "r10", "r0", "r6")
            MAC("smlabt", "r9", "r1", "r7") MAC("smlad", "r10", "r1", "r7")
            MAC("smlabt", "r9", "r2", "r8") MAC("smlad", "r10", "r2", "r8")
            LEAVE_3);
}

static __attribute__((naked)) void row_3_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_3
            "ldm r12!, {r0-r2}\n str r2, [r12, #-12]\n"
            START("smlad", "r9", "r0", "r3", "lr") MAC("smlad", "r9", "r1", "r4") MAC("smlad", "r9", "r2", "r5")
            "ldm r12!, {r0-r2}\n str r2, [r12, #-12]\n"
            MAC("smlabt", "r9", "r0", "r6") START("smlad", "r10", "r0", "r3", "lr")
            MAC("smlabt", "r9", "r1", "r7") MAC("smlad", "r10", "r1", "r4")
            MAC("smlabt", "r9", "r2", "r8") MAC("smlad", "r10", "r2", "r5")
            "ldm r12, {r0-r2}\n"
            MAC("smlabt", "r10", "r0", "r6") MAC("smlabt", "r10", "r1", "r7") MAC("smlabt", "r10", "r2", "r8")
            LEAVE_3);
}

/* 5 x 5: words in r0 - r4, taps in r5 - r9, sums r10 and r11, taps' address lr. */
#define ENTER_5 ENTER "1:\n ldr r10, " BIAS "\n mov r11, r10\n"
#define LEAVE_5 SCALE("r10", "r11") "ldr r2, " OUTPUT "\n" STORE("r10", "r11", "r2") "str r2, " OUTPUT "\n" LOOP LEAVE
#define ROWS_5(instruction, sum)                                                                                       \
    MAC(instruction, sum, "r0", "r5") MAC(instruction, sum, "r1", "r6") MAC(instruction, sum, "r2", "r7")              \
    MAC(instruction, sum, "r3", "r8") MAC(instruction, sum, "r4", "r9")
#define WORDS_5 "ldm r12!, {r0-r4}\n"
#define TAPS_5 "ldm lr!, {r5-r9}\n"

static __attribute__((naked)) void row_5_stride_1(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_5
            WORDS_5 "strd r1, r2, [r12, #-20]\n strd r3, r4, [r12, #-12]\n"
            TAPS_5 ROWS_5("smlad", "r10") ROWS_5("smlatb", "r11")
            WORDS_5 TAPS_5 ROWS_5("smlad", "r10") TAPS_5 ROWS_5("smlad", "r11")
            WORDS_5 TAPS_5 ROWS_5("smlabt", "r10") ROWS_5("smlad", "r11")
            "sub r12, #40\n sub lr, #80\n"
            LEAVE_5);
}

/* One output, from the column at r12, which moves on by one. */
#define SINGLE_5(sum)                                                                                                  \
    WORDS_5 "strd r2, r3, [r12, #-20]\n str r4, [r12, #-12]\n" TAPS_5 ROWS_5("smlad", sum)                             \
    WORDS_5 TAPS_5 ROWS_5("smlad", sum) WORDS_5 TAPS_5 ROWS_5("smlabt", sum)                                           \
    "sub r12, #40\n sub lr, #60\n"

static __attribute__((naked)) void row_5_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_5 SINGLE_5("r10") SINGLE_5("r11") LEAVE_5);
}

/* 7 x 7: words of four or three rows in r0 - r3, their taps in r4 - r7, sums r8 and r9, output r10, bias r11, taps' address lr. */
#define ENTER_7 ENTER "ldr r10, " OUTPUT "\n ldr r11, " BIAS "\n 1:\n mov r8, r11\n mov r9, r11\n"
#define LEAVE_7 SCALE("r8", "r9") STORE("r8", "r9", "r10") LOOP LEAVE
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
            WORDS_4 "strd r1, r2, [r12, #-16]\n str r3, [r12, #-8]\n" TAPS_4 ROWS_4("smlad", "r8") ROWS_4("smlatb", "r9")
            WORDS_3 "str r0, [r12, #-16]\n strd r1, r2, [r12, #-12]\n" TAPS_3 ROWS_3("smlad", "r8") ROWS_3("smlatb", "r9")
            MIDDLE_7 MIDDLE_7
            WORDS_4 TAPS_4 ROWS_4("smlabt", "r8") ROWS_4("smlad", "r9")
            WORDS_3 TAPS_3 ROWS_3("smlabt", "r8") ROWS_3("smlad", "r9")
            "sub r12, #84\n sub lr, #168\n"
            LEAVE_7);
}

#define COLUMN_7(instruction, sum) WORDS_4 TAPS_4 ROWS_4(instruction, sum) WORDS_3 TAPS_3 ROWS_3(instruction, sum)

/* One output, from the column at r12, which moves on by one. */
#define SINGLE_7(sum)                                                                                                  \
    WORDS_4 "strd r2, r3, [r12, #-16]\n" TAPS_4 ROWS_4("smlad", sum)                                                   \
    WORDS_3 "str r0, [r12, #-20]\n strd r1, r2, [r12, #-16]\n" TAPS_3 ROWS_3("smlad", sum)                             \
    COLUMN_7("smlad", sum) COLUMN_7("smlad", sum) COLUMN_7("smlabt", sum)                                              \
    "sub r12, #84\n sub lr, #112\n"

static __attribute__((naked)) void row_7_stride_2(const mcunet_depthwise_row *row)
{
    (void)row;
    __asm__(ENTER_7 SINGLE_7("r8") SINGLE_7("r9") LEAVE_7);
}

mcunet_row_function mcunet_find_row_function(int32_t kernel, int32_t stride)
{
    static const mcunet_row_function functions[3][2] = {
        {row_3_stride_1, row_3_stride_2}, {row_5_stride_1, row_5_stride_2}, {row_7_stride_1, row_7_stride_2}};
    return functions[kernel / 2 - 1][stride - 1];
}

#endif
