/* SPDX-License-Identifier: MIT */
/*
 * The loops of DEPTHWISE_CONV_2D over 16 channels: sums in QACC's lanes, then one lane after another to outputs.
 *
 * As in convolve.h, each loop is one block of assembly on the S3 and C elsewhere.
 */
#ifndef MCUNET_ESP32S3_DEPTHWISE_LOOPS_H
#define MCUNET_ESP32S3_DEPTHWISE_LOOPS_H

#include "requantise.h"

#define DEPTHWISE_MOST 7 /* rows of a kernel */

/* clang-format off */
#if MCUNET_PIE

/* Product of the pixel in `x` and the weights in `w`, while the next pixel is loaded to `u` from row `r`, which moves on by `by` bytes. */
#define TAP_(u, r, by, x, w) "ee.vmulas.s8.qacc.ld.ip q" #u ", %[r" #r "], " #by ", q" #x ", q" #w "\n\t"
#define WEIGHTS_(q, by) "ee.vld.128.ip q" #q ", %[weights], " #by "\n\t"
/* Later taps, whose weights are loaded anew for each pixel: even ones find theirs in q4, odd ones in q5. */
#define EVEN_(r, by) WEIGHTS_(5, 16) TAP_(7, r, by, 6, 4)
#define ODD_(r, by) WEIGHTS_(4, 16) TAP_(6, r, by, 7, 5)
#define ROW_5_EVEN_(r, next, back) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, 16) ODD_(r, back) EVEN_(next, 16)
#define ROW_5_ODD_(r, next, back) ODD_(r, 16) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, back) ODD_(next, 16)
#define ROW_7_EVEN_(r, next, back) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, 16) ODD_(r, back) EVEN_(next, 16)
#define ROW_7_ODD_(r, next, back) ODD_(r, 16) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, 16) ODD_(r, 16) EVEN_(r, back) ODD_(next, 16)

/*
 * A pixel's products; each also loads the pixel of the next one, the last one the first pixel of the next window. `back` leads from a
 * row's last tap to its first one in the next window.
 */
#define TAPS_3(back)                                                                                                  \
    TAP_(7, 0, 16, 6, 0) TAP_(6, 0, back, 7, 1) TAP_(7, 1, 16, 6, 2) TAP_(6, 1, 16, 7, 3)                             \
    WEIGHTS_(5, 16) TAP_(7, 1, back, 6, 4) TAP_(6, 2, 16, 7, 5)                                                       \
    WEIGHTS_(5, 16) TAP_(7, 2, 16, 6, 5) WEIGHTS_(5, 16) TAP_(6, 2, back, 7, 5) WEIGHTS_(5, -48) TAP_(6, 0, 16, 6, 5)
#define TAPS_5(back)                                                                                                  \
    TAP_(7, 0, 16, 6, 0) TAP_(6, 0, 16, 7, 1) TAP_(7, 0, 16, 6, 2) WEIGHTS_(4, 16) TAP_(6, 0, back, 7, 3)             \
    EVEN_(1, 16) ROW_5_ODD_(1, 2, back) ROW_5_EVEN_(2, 3, back) ROW_5_ODD_(3, 4, back)                                \
    EVEN_(4, 16) ODD_(4, 16) EVEN_(4, 16) WEIGHTS_(4, -320) TAP_(6, 4, back, 7, 5) TAP_(6, 0, 16, 6, 4)
#define TAPS_7(back)                                                                                                  \
    TAP_(7, 0, 16, 6, 0) TAP_(6, 0, 16, 7, 1) TAP_(7, 0, 16, 6, 2) WEIGHTS_(4, 16) TAP_(6, 0, 16, 7, 3)               \
    EVEN_(0, 16) ODD_(0, back) EVEN_(1, 16)                                                                           \
    ROW_7_ODD_(1, 2, back) ROW_7_EVEN_(2, 3, back) ROW_7_ODD_(3, 4, back) ROW_7_EVEN_(4, 5, back) ROW_7_ODD_(5, 6, back) \
    EVEN_(6, 16) ODD_(6, 16) EVEN_(6, 16) ODD_(6, 16) EVEN_(6, 16)                                                    \
    WEIGHTS_(4, -704) TAP_(6, 6, back, 7, 5) TAP_(6, 0, 16, 6, 4)

#define SUM_PIXEL(taps)                                                                                               \
    "ee.ld.qacc_l.l.128.ip %[bias], 16\n\tee.ld.qacc_l.h.32.ip %[bias], 16\n\t"                                       \
    "ee.ld.qacc_h.l.128.ip %[bias], 16\n\tee.ld.qacc_h.h.32.ip %[bias], -48\n\t" taps                                 \
    "ee.st.qacc_l.l.128.ip %[to], 16\n\tee.st.qacc_l.h.32.ip %[to], 16\n\t"                                           \
    "ee.st.qacc_h.l.128.ip %[to], 16\n\tee.st.qacc_h.h.32.ip %[to], 16\n"
/* A zero-overhead loop may be 256 bytes long. */
#define LOOP_3(pixel) "ee.vld.128.ip q6, %[r0], 16\n\tloopgtz %[left], 1f\n\t" pixel "1:\t"
#define LOOP_5(pixel) "ee.vld.128.ip q6, %[r0], 16\n1:\t" pixel "\taddi %[left], %[left], -1\n\tbnez %[left], 1b\n\t"
#define LOOP_7(pixel) LOOP_5(pixel)
#define SUM_OPERANDS [left] "+r"(pixels), [bias] "+r"(bias), [to] "+r"(to), [weights] "+r"(weights)
#define ROWS_3 , [r0] "+r"(r0), [r1] "+r"(r1), [r2] "+r"(r2)
#define ROWS_5 ROWS_3, [r3] "+r"(r3), [r4] "+r"(r4)
#define ROWS_7 ROWS_5, [r5] "+r"(r5), [r6] "+r"(r6)
#define SUMS(kernel, back) __asm__ volatile(LOOP_##kernel(SUM_PIXEL(TAPS_##kernel(back))) : SUM_OPERANDS ROWS_##kernel::"memory")

/* A lane's sum of some pixel ahead, times 2^12: the word at the first or the second byte of a pair of lanes. */
#define EVEN_LANE(t, at) "l32i %[" #t "], %[sums], " #at "\n\tslli %[" #t "], %[" #t "], 12\n\t"
#define ODD_LANE(t, at) "l32i %[" #t "], %[sums], " #at "\n\tand %[" #t "], %[" #t "], %[mask]\n\t"
#define SCALE(t) "mulsh %[" #t "], %[" #t "], %[multiplier]\n\t"
#define ROUND(t) "add %[" #t "], %[" #t "], %[rounding]\n\t"
#define SHIFT(t) "sra %[" #t "], %[" #t "]\n\t"
#define SATURATE(t) "clamps %[" #t "], %[" #t "], 7\n\t"
#define PUT(t) "s8i %[" #t "], %[out], 0\n\tadd %[out], %[out], %[step]\n\t"
/* The rounding of a negative sum is less. */
#define SCALE_SIGNED(t)                                                                                               \
    "mov %[s], %[rounding]\n\tmovltz %[s], %[lower], %[" #t "]\n\t" SCALE(t) "add %[" #t "], %[" #t "], %[s]\n\t"
#define BOUND(t) "max %[" #t "], %[" #t "], %[low]\n\tmin %[" #t "], %[" #t "], %[high]\n\t"
#define FOUR(M) M(t0) M(t1) M(t2) M(t3)
#define FOUR_LANES(lane) lane(t0, 0) lane(t1, 64) lane(t2, 128) lane(t3, 192)
#define ONE_FULL(t) SCALE_SIGNED(t) SHIFT(t) SATURATE(t) PUT(t)
#define ONE_BOUNDED(t) SCALE_SIGNED(t) SHIFT(t) BOUND(t) PUT(t)
#define ONE_RECTIFIED(t) SCALE(t) ROUND(t) SHIFT(t) SATURATE(t) PUT(t)

#define FOURS_RECTIFIED(lane)                                                                                         \
    FOUR_LANES(lane) "addmi %[sums], %[sums], 256\n\t" FOUR(SCALE) FOUR(ROUND) FOUR(SHIFT) FOUR(SATURATE) FOUR(PUT)
#define FOURS_FULL(lane)                                                                                              \
    lane(t0, 0) ONE_FULL(t0) lane(t0, 64) ONE_FULL(t0) lane(t0, 128) ONE_FULL(t0) lane(t0, 192) ONE_FULL(t0)          \
    "addmi %[sums], %[sums], 256\n\t"
#define FOURS_BOUNDED(lane)                                                                                           \
    lane(t0, 0) ONE_BOUNDED(t0) lane(t0, 64) ONE_BOUNDED(t0) lane(t0, 128) ONE_BOUNDED(t0) lane(t0, 192) ONE_BOUNDED(t0) \
    "addmi %[sums], %[sums], 256\n\t"

#define TEMPORARIES_RECTIFIED , [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3)
#define TEMPORARIES_FULL , [s] "=&r"(s)
#define TEMPORARIES_BOUNDED , [s] "=&r"(s)
#define INPUTS_RECTIFIED
#define INPUTS_FULL , [lower] "r"(lower)
#define INPUTS_BOUNDED , [lower] "r"(lower), [low] "r"(bounds.low), [high] "r"(bounds.high)
#define MASK_EVEN_LANE
#define MASK_ODD_LANE , [mask] "r"(-4096)
#define OUTPUT_LOOP(body, count, lane, finish)                                                                        \
    __asm__ volatile("ssr %[t0]\n\tloopgtz %[left], 1f\n\t" body "\n1:\t"                                             \
                     : [sums] "+r"(sums), [out] "+r"(out), [left] "+r"(count), [t0] "+r"(t0) TEMPORARIES_##finish     \
                     : [step] "r"(step), [multiplier] "r"(scale->multiplier), [rounding] "r"(scale->rounding)         \
                       MASK_##lane INPUTS_##finish                                                                    \
                     : "memory")
#define OUTPUTS(lane, finish)                                                                                         \
    OUTPUT_LOOP(FOURS_##finish(lane), fours, lane, finish);                                                           \
    t0 = scale->shift;                                                                                                \
    OUTPUT_LOOP(lane(t0, 0) "addi %[sums], %[sums], 64\n\t" ONE_##finish(t0), rest, lane, finish)

#endif
/* clang-format on */

/*
 * Sums of `pixels` neighbouring windows, PIE_QACC_BYTES a pixel, from rows of 16-channel pixels, one vector each. `weights`: a vector a tap,
 * row by row. Pixels beyond a row's last window are read as far as the next window's first one.
 */
MCUNET_INLINE void depthwise_sums(pie *p, const int kernel, const int stride, const int8_t *const *rows, const int8_t *bias,
                                  const int8_t *weights, int32_t pixels, int8_t *to)
{
#if MCUNET_PIE
    const int resident = kernel == 3 ? 5 : 4;
    const int8_t *r0 = rows[0], *r1 = rows[1], *r2 = rows[2];
    (void)p;
#pragma GCC unroll 5
    for (int i = 0; i < resident; i++) {
        weights = pie_load(p, i, weights, PIE_VECTOR);
    }
    if (kernel == 3) {
        if (stride == 1) {
            SUMS(3, -16);
        } else {
            SUMS(3, 0);
        }
    } else if (kernel == 5) {
        const int8_t *r3 = rows[3], *r4 = rows[4];
        if (stride == 1) {
            SUMS(5, -48);
        } else {
            SUMS(5, -32);
        }
    } else {
        const int8_t *r3 = rows[3], *r4 = rows[4], *r5 = rows[5], *r6 = rows[6];
        if (stride == 1) {
            SUMS(7, -80);
        } else {
            SUMS(7, -64);
        }
    }
#else
    for (int32_t pixel = 0; pixel < pixels; pixel++) {
        const int8_t *weight = weights;
        pie_load_qacc(p, bias);
        for (int y = 0; y < kernel; y++) {
            const int8_t *next = rows[y] + pixel * stride * PIE_VECTOR;
            for (int x = 0; x < kernel; x++) {
                next = pie_load(p, 6, next, PIE_VECTOR);
                weight = pie_load(p, 0, weight, PIE_VECTOR);
                pie_lanes(p, 6, 0);
            }
        }
        to = pie_store_qacc(p, to);
    }
#endif
}

/* Outputs, `step` bytes apart, of one lane of `pixels` sums; `sums`: the first of its pair of lanes, and whether it is the second. */
MCUNET_INLINE void depthwise_outputs(const mcunet_esp32s3_finish finish, const int second, const int8_t *sums,
                                     const mcunet_esp32s3_lane *scale, mcunet_esp32s3_bounds bounds, int32_t pixels, int32_t step,
                                     int8_t *out)
{
    sums += second;
#if MCUNET_PIE
    int32_t fours = pixels >> 2, rest = pixels & 3, t0 = scale->shift, t1, t2, t3, s;
    const int32_t lower = scale->rounding - 2048;
    (void)t1, (void)t2, (void)t3, (void)s, (void)lower, (void)bounds;
    if (finish == MCUNET_ESP32S3_RECTIFIED) {
        if (second) {
            OUTPUTS(ODD_LANE, RECTIFIED);
        } else {
            OUTPUTS(EVEN_LANE, RECTIFIED);
        }
    } else if (finish == MCUNET_ESP32S3_FULL) {
        if (second) {
            OUTPUTS(ODD_LANE, FULL);
        } else {
            OUTPUTS(EVEN_LANE, FULL);
        }
    } else if (second) {
        OUTPUTS(ODD_LANE, BOUNDED);
    } else {
        OUTPUTS(EVEN_LANE, BOUNDED);
    }
#else
    for (; pixels > 0; pixels--, sums += PIE_QACC_BYTES, out += step) {
        const uint32_t word = (uint32_t)pie_word(sums);
        const int32_t sum = (int32_t)(second ? word & ~0xfffu : word << 12); /* times 2^12 */
        const uint32_t ties = finish == MCUNET_ESP32S3_RECTIFIED || sum >= 0 ? 0 : 2048;
        const uint32_t high = (uint32_t)pie_high_product(sum, scale->multiplier);
        const int32_t value = (int32_t)(high + (uint32_t)scale->rounding - ties) >> (scale->shift & 31);
        *out = (int8_t)(value < bounds.low ? bounds.low : value > bounds.high ? bounds.high : value);
    }
#endif
}

/* Sets `count` vectors to one byte. */
MCUNET_INLINE void depthwise_fill(pie *p, int8_t byte, int32_t count, int8_t *to)
{
    pie_repeat(p, 0, &byte);
#if MCUNET_PIE
    __asm__ volatile("loopgtz %[count], 1f\n\tee.vst.128.ip q0, %[to], 16\n1:\t" : [to] "+r"(to), [count] "+r"(count)::"memory");
#else
    for (; count > 0; count--) {
        to = pie_store(p, 0, to, PIE_VECTOR);
    }
#endif
}

/* Copies `count` pixels of 16 channels, `step` bytes apart and anywhere, to one vector each. May read 16 bytes beyond. */
MCUNET_INLINE void depthwise_copy(pie *p, const int8_t *from, int32_t count, int32_t step, int8_t *to)
{
#if MCUNET_PIE
    (void)p;
    if ((((uintptr_t)from | (uint32_t)step) & (PIE_VECTOR - 1)) == 0) {
        __asm__ volatile("loopgtz %[count], 1f\n\tee.vld.128.xp q0, %[from], %[step]\n\tee.vst.128.ip q0, %[to], 16\n1:\t"
                         : [from] "+r"(from), [to] "+r"(to), [count] "+r"(count)
                         : [step] "r"(step)
                         : "memory");
    } else {
        __asm__ volatile("loopgtz %[count], 1f\n\tee.ld.128.usar.ip q0, %[from], 16\n\tee.vld.128.xp q1, %[from], %[step]\n\t"
                         "ee.src.q q0, q0, q1\n\tee.vst.128.ip q0, %[to], 16\n1:\t"
                         : [from] "+r"(from), [to] "+r"(to), [count] "+r"(count)
                         : [step] "r"(step - PIE_VECTOR)
                         : "memory");
    }
#else
    const int aligned = (((uintptr_t)from | (uint32_t)step) & (PIE_VECTOR - 1)) == 0;
    for (; count > 0; count--, from += step) {
        pie_load_around(p, 0, from, 0);
        if (!aligned) {
            pie_load(p, 1, from + PIE_VECTOR, 0);
            pie_align(p, 0, 0, 1);
        }
        to = pie_store(p, 0, to, PIE_VECTOR);
    }
#endif
}

#endif
